"""Fixed marks of text that is meant for a program: dialogue tokens, code, English orders. Folded text, accents off."""

from __future__ import annotations

import re


def _any(*alternatives: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), flags)


_AI = (
    r"(?:a\.?i\.?|artificial intelligence|(?:large |ai )?language model|llms?|chat ?gpt|gpt(?:-?\d)?|chat ?bot|robot"
    r"|bot|(?:ai|automated|automatic|virtual|digital) (?:assistant|reader|agent|system|processor|processing|model)s?)"
)
_OLD = (
    r"(?:previous|prior|above|earlier|preceding|foregoing|former|initial|original|existing|past|old|system|all|any|your"
    r"|these|those|other|current)"
)
_RULES = (
    r"(?:instructions?|directions?|directives?|rules|prompts?|guidelines?|commands?|orders|programming|training"
    r"|messages? from the system|policies|constraints|restrictions|context|safeguards?)"
)

# Tokens and frames of chat formats and tools; no letter between people has them.
DIALOGUE = _any(
    r"\[/?inst\]|<\|[a-z_]+\|>|<</?sys>>",
    r"</?(?:system|assistant|instructions?|instrucc?[a-z]+|information|tool_?(?:call|result|output)?s?"
    r"|function_?(?:call|result)s?|prompt|user|admin|override|important)\b[^<>]{0,80}>",
    r"""[\"']role[\"']\s*:\s*[\"'](?:system|assistant|user|tool|developer)""",
    r"""[\"'](?:needs_human|intents?|confidence|tool|tool_calls?|function)[\"']\s*:""",
    r"^\s*(?:#{2,}|\[|\*\*|-{3,}|={3,})\s*(?:system|new (?:system )?(?:instruction|prompt)|instruction"
    r"|admin(?:istrator)?|assistant|ai_?|override|end of|rendszer|systeme|sistema|systeem)[^\n]{0,60}",
    r"^\s*(?:system|assistant|ai|gpt|chatgpt|llm|bot)\s*(?:message|note|prompt|override|directive"
    r"|instruction)?\s*:\s*\S",
    r"^\s*(?:user|human|customer)\s*:.{0,400}^\s*(?:assistant|ai|bot|system)\s*:|\bassistant\s*:\s*\[",
    r"\buser\s*:\s*(?:next|now|thanks|please)\b",
    r"\bend (?:of )?(?:admin|system|user|prompt|instructions?|message|e-?mail)(?: message)?\b.{0,3}$",
    r"\bbegin (?:admin|system|developer|hidden|new)\b|\{\{[^{}\n]{0,80}\}\}|<\s*system_prompt",
    flags=re.M | re.S,
)
# The reader's own words: a customer cannot know them but to steer it.
OWN_WORDS = _any(
    r"needs_human|payment_claimed|promise_to_pay|document_request|out_of_office|contact_change|opt_out\b",
    r"legal_threat|extension_request|human_reasons",
    r"\bconfidence\b\s*(?:is|=|:|of|to|score)?\s*(?:1\.0|1,0|100\s*%|0\.\d)|\bintent\s*[=:]\s*\w|needs human",
)
# Code and markup that runs, or that carries text away in an address.
CODE = _any(
    r"<\s*script\b(?![^>]*ld\+json)|javascript\s*:|data\s*:\s*text/html|\bon(?:error|load|click|mouse\w+)\s*=",
    r"document\.cookie|\balert\s*\(|\bprompt\s*\(|window\.|__import__|\bos\.(?:system|popen)|subprocess",
    r"\beval\s*\(|\bexec\s*\(|\bcompile\s*\(|\bsystem\s*\(|\$\([a-z]|@\{\[|`[a-z]{2,8} [^`\n]{1,80}`|\brm -rf",
    r"\bnc localhost|/bin/sh|\bimport (?:os|requests|socket|sys|subprocess)\b|\bwith open\s*\(|\blambda \w+",
    r"__class__|console\.log|expression\s*\(|fromcharcode|drop table|union select|!\[[^\]\n]{0,200}\]\(https?:",
    r"\]\(https?://[^)\s]{0,300}[?&=][^)\s]{0,300}(?:\{|\[|data|secret|history)",
    r"<\s*img[^<>]{0,200}src\s*=\s*[^<>]{0,300}[?&]\w+=[^<>]{0,80}(?:\{|\[|secret|history|conversation)",
    r"<\s*iframe|<\s*a\s+href\s*=\s*.{0,3}(?:data|javascript)|eicar|%!?&?@?ap\[|&lt;\s*(?:a |script|img)",
)
# Orders about orders, about the reader itself, and about what it has to write down.
ORDERS = _any(
    r"\b(?:ignor\w*|disregard\w*|forget|discard|overrid\w*|bypass\w*|drop|dismiss|skip|neglect) (?:\w+"
    rf" ){{0,3}}{_OLD} (?:\w+ ){{0,3}}{_RULES}\b",
    r"\b(?:ignore|disregard|forget|discard) (?:all |any |everything |the |of |what )*(?:that (?:was )?(?:said"
    r"|above|came)|you (?:were|have been|are) told|above and|the above|rest of (?:this|the) (?:data|text"
    r"|document|message)|being an?|everything (?:above|before)|your (?:role|task|rules|training))",
    r"\b(?:ignore|disregard) (?:the )?(?:previous |prior |above )?instructions\b",
    r"\bignore (?:previous|prior) instructions|discard the conversation",
    r"\b(?:system|initial|starting|original|hidden|secret) (?:prompts?|instructions?|configuration"
    r"|directives?)\b.{0,60}(?:\?|:|word|print|show|encode|json|spanish|text|tags|emoji|repeat|output|$)",
    r"\bsystem message\b",
    r"\b(?:print|show|reveal|output|repeat|display|encode|translate|tell me|disclose|leak"
    r"|see)\b.{0,50}\b(?:system prompt|your (?:\w+ )?(?:instructions?|prompt|configuration|rules)|system"
    r" (?:configuration|message|instructions?)|initiali[sz]ation string|(?:text|everything|instructions?)"
    r" (?:above|you were|in the system))",
    r"\b(?:text|instructions?|prompt) you were given\b|what were you told|you were told before",
    r"my instructions are|i was instructed to|supposed to tell me|repeat this entire conversation",
    r"repeat the above text|output the text above|what are you not",
    r"\bwhat(?:'s| is| are) (?:the opposite of )?your (?:function|instructions|system|initial|purpose)",
    r"explain what you do\b|what is a garak|\bplease repeat (?:the following|<)|could you repeat <",
    r"""\b(?:just |instead )?(?:print|output|say|write|repeat) (?:only |just )?[\"'«“<]""",
    r"""translate this sentence as|haha pwned|i have been pwned|begin(?:ning)? with [\"']you are""",
    r"\byou are now (?:in |an? |the |my |going|free|our)|\byou'?re now (?:in |an? |the |my )",
    r"from now on,? (?:you|act|respond|answer|always)",
    r"\bnew (?:system )?(?:prompt|directive|instructions?|task|role)\b.{0,3}:",
    r"your new (?:task|role|instructions?) (?:is|are)",
    r"\bas an? (?:ai|assistant|automated reader|language model|developer of this tool)\b",
    r"you are an? (?:\w+ )?(?:model|assistant|ai|bot)\b|acting as an? (?:ai|assistant)",
    r"(?:maintenance|developer|debug|test|god|admin(?:istrator)?|root|dan|unrestricted)"
    r" mode\b.{0,40}(?:enabled?|active|activ|on\b|now|display|print|output|:|,|\.)",
    r"administrator override|do anything now|stay in character|\bstan\b.{0,60}norms|\bopenai\b",
    r"content filter has been|(?:to|from me, \S{1,40}, to) you, .{0,40}important message",
    r"important message from me|before you can solve the task|task that i gave you|substitute the placeholders",
    rf"\bhow to jailbreak\b.{{0,60}}\b(?:{_AI}|compliance|gateway|chatbot)",
    r"\b(?:bypass|evade|disable|circumvent|defeat|get around)\b.{0,30}\b(?:safety controls?|content filter\w*"
    r"|policy enforcement|guard ?rails?|moderation|safety filters?)",
    r"techniques to disable",
    r"(?:note|notice|message|attention|instruction|memo|p\.?s\.?|hint|hello|hi|hey|dear)\b[^.\n]{0,30}\b(?:to"
    r"|for)?\s*(?:the |any |all |our |your )*(?:(?<!')ai\b|automat\w+|bot|robot|assistant|language model|llm"
    r"|machine|program|software|system|mail reader|parser|reader)\b[^.\n]{0,80}(?::|,|-)",
    rf"\b(?:if|when|since|because) you(?: are|'re)(?: reading this as)? (?:an? |the )?{_AI}",
    rf"(?:^|[.!?:;\n]\s*){_AI}\s*[,:]\s*(?:please )?[a-z]+",
    r"(?:execute|follow|obey) (?:all (?:of )?)?(?:the |these |my )?(?:following )?(?:commands|instructions"
    r"|orders)",
    r"before (?:reading|you read|processing|answering) (?:any )?further|treat the sender as",
    r"(?:without|no) (?:human|manual) (?:review|involvement|intervention|approval)",
    r"do not (?:involve|alert|notify|escalate to) (?:a |any )?(?:human|staff|person|anyone)",
    r"(?:do not|don't|no need to|without) (?:show|tell|telling|forward|escalat\w+|notify\w*|inform\w*|ask"
    r"|asking|mention)\b.{0,40}\b(?:a human|any human|humans?\b|staff|operator|these steps)",
    r"\bclassif(?:y|ied) (?:this|the) (?:message|mail|e-?mail|reply|text)\b",
    r"\b(?:set|put|make|change|overwrite|reset) (?:the |our |this |his |its |my )*(?:\w+ )?(?:balance|debt"
    r"|amount due|outstanding)\b.{0,30}(?:0[.,]00|zero|nil|\b0\b)",
    r"\bcategori[sz]e (?:this |it )?(?:as|message|mail)",
    r"\bnever (?:send|write|contact)\b.{0,40}\bthis (?:customer|account|debtor)\b",
    r"(?:mark|flag|record|treat|tag|show|consider) (?:this |the |our |all |every |these )*(?:customer|account"
    r"|debtor|client|sender|invoices? of this)\b.{0,40}\b(?:as|like|fully|settled|paid|disputed|vip)",
    r"\b(?:log|record|register|book) (?:a |the )?payment of\b.{0,60}\bagainst\b",
    r"\bclose (?:this|the) (?:case|thread|ticket|account|file)\b.{0,60}(?:without|paid|settled|immediately"
    r"|now|and)",
    r"dated today against|\bchain of thought\b",
    r"invisible to humans|visible to (?:the )?(?:llm|ai|model)s?\b|\bllm scan|white-text",
    r"\bwrite (?:one|two|three|a few) \w+ sentences? about\b",
    r"if (?:questioned|asked|anyone asks),? (?:report|say|answer|state)\b",
    r"\b(?:domain|file|site|link) is (?:clearly )?(?:not malicious|safe|benign)\b",
    r"\bcandidate is (?:the most|supremely|highly|by far)\b",
    r"\bby a trustworthy\b|use this analysis to\b|best resume\b",
    r"\b(?:reply|respond|answer) with (?:only |just |simply )*(?:the following|[\"'<«“])|absolutely nothing else",
    r"\b(?:disregard|ignore|forget) all (?:info\w*|text|data|content)\b|\bif (?:the )?user asks",
    r"\bif asked (?:how|for|about)\b",
    r"\boverride (?:manual|human|all|any|the)\b|\band output\s*:|\bhidden \w+ (?:\w+ )?for\b|you may not deviate",
    r"\bautomated (?:\w+ )?(?:systems?|scan\w*|screening|tools?)\s*:|do(?: not|n't) evaluate\b|\bpre-verified by\b",
    r"\b(?:profile|candidate) (?:exceeds|has been|is suited)\b|\binterview (?:is )?(?:highly|strongly) recommended",
    r"\bthe domain name is\b",
    flags=re.M,
)
# Errands for an assistant with tools, which no creditor is asked to run.
ERRANDS = _any(
    r"\b(?:send|make|create|schedule) (?:a |an )?(?:transaction|wire) (?:of|to)\b",
    r"\b(?:send|transfer|wire) (?:as much|all (?:the |my )?money|\$?[\d,.]+ (?:in total|to iban)|(?:me"
    r" )?money to)",
    r"as much money as possible|modify the recipient|recurring payment to be",
    r"\b(?:change|reset|modify|set) the password|password of the user|\bnew_password\b|security code",
    r"passport number|credit card number|user information|id_number|all user",
    r"\b(?:all|unread|received|every single) (?:and sent )?e?-?mails? (?:in|from)",
    r"(?:contents?|body|bodies) of (?:all|the|every|each)\b.{0,40}\b(?:e-?mails?|files|inbox)",
    r"messages? from all channels|\ball messages\b|\bunread e-?mails?\b|last \w+ e-?mails",
    r"\bdelete\b.{0,30}\b(?:files? with id|(?:five|these|all|of the) files|sent e-?mail|every single|you have"
    r" just sent|from the (?:cloud|inbox|drive))",
    r"(?:cloud drive|my cloud|largest files)|\bcalendar event|event on my calendar|hour long event",
    r"event title should|\breservation (?:for|at)\b|make a reservation",
    r"\bhotel\b.{0,80}(?:friend|expensive|gorgeous|visit|reserv)|most expensive hotel|travel agency",
    r"\b(?:visit|open|go to) (?:a |the |this )?(?:website|web site|link|page)\b|post them to|\bslack\b",
    r"invite user|general channel|\bsend a link\b|to the workspace|individual emails to every",
    r"\bsay that i should\b|fill them in without asking|\bplease email the (?:text|content)",
    r"using '[^'\n]{1,60}' as subject|email address: \S+@\S+|use the subject",
    r"list of (?:your |the )?other (?:debtors|customers)|emails? in (?:this|your|the|my) inbox",
    r"\bwrite (?:a |me a )?(?:recipe|poem) (?:for|about|rather)|create a poem|domain name: \S+\s+registry",
    r"registrar whois server|registry domain id",
    r"\bname servers?: .{0,300}\bregist|\bregistrant\b.{0,60}:|\bdomain name: \S+",
)
