"""Marks of unfinished texts: template syntax, empty values, talk of prompts and models, broken encoding."""

import re

TEMPLATE = re.compile(
    r"\{\{|\}\}|\{%|%\}|<%|\$\{|\{[A-Za-zÀ-ÿ_][\w .-]{0,40}\}|<<|>>|<[A-Za-zÀ-ÿ_][\w .-]{1,40}>|%\([a-z_]+\)s|(?<!\w)%[sd](?!\w)"
    r"|\[[^\]\d\n]{2,120}\]|\[\s*\]|_{4,}|(?<!\w)[Xx]{3,}(?!\w)|(?<!\w)(?:#{3,}|\*{4,})|```|&(?:nbsp|amp|lt|gt|quot|#\d+);|\\n|\\u[0-9a-f]{4}|=\?utf-8\?|</?(?:p|br|b|td|tr|div|html|body)\s*/?>",
    re.IGNORECASE,
)
EMPTY_VALUE = re.compile(
    r"(?<![\w-])(?:None|null|NaN|undefined|N/A|#REF!|#N/A|TODO|TBD|FIXME|Invalid [Dd]ate)(?![\w-])"
)
LEAK = re.compile(
    r"lorem ipsum|\bas an? (?:AI|artificial|language|virtual assistant)|language model|I(?: am|'m) an AI|system prompt|my instructions|(?:^|\n)\s*(?:system|assistant|user|prompt|instructions?|subject)\s*:"
    r"|here(?: is|'s) (?:the|a|your) (?:draft|e-?mail|message|revised)|als KI|Sprachmodell|als künstliche|modèle de langage|en tant qu'(?:IA|intelligence|assistant)|modelo de lengua|como (?:una )?IA\b|inteligencia artificial,? no"
    r"|modello linguistico|in quanto IA|come IA\b|als AI|taalmodel|modelo de linguagem|como (?:uma )?IA\b|model(?:em)? językow|jako (?:AI|sztuczna)|språkmodell|som (?:en )?AI\b|sprogmodel|yapay zek[aâ] (?:olarak|modeli|dil)|dil modeli"
    r"|言語モデル|AIとして|(?:作为|作為)(?:一个|一個)?(?:AI|人工)|语言模型|언어 모델|AI로서|языков\w+ модел|как ИИ|jako (?:jazykový|AI)|jazykov\w+ model|nyelvi modell|tekoälynä|kielimalli",
    re.IGNORECASE,
)
MOJIBAKE = re.compile(
    r"\ufffd|Ã[\u0080-\u00bf\u0192\u201a-\u203a©¤¶¼ŸŸ¡±³ª«­§¨ ]|â€[\u0080-\u00ff™œžŸ\x9d\x9c“”˜]?|Â[£€°§ \u00a0·º]|Ð[\u0080-\u00bf°-¿]Ñ?|ï»¿|[ÐÑ][\u0080-\u00bf][ÐÑ]|ã[\u0080-\u0081][\u0080-\u00bf]"
)
