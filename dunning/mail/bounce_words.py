"""What receiving servers write about an address, in their own words and languages."""

from __future__ import annotations

import re

NO_SUCH_USER = re.compile(
    r"5\.1\.0 address rejected|mailbox (is )?(not present|inactive)|nessun utente|recipient address rejected: (user ?unknown|invalid)|recipient is not (accepted|local)"
    r"|recipient refuses|envelope recipient has been denied|virtual user|<\S+@\S+> not found|unavailable or access denied|(rcpt|recipient|user|account|spectator) .{1,60}(does not exist|not found)|user \(\S+\) unknown|"
    r"(user|recipient|address|mailbox|account|local ?part|username|e-?mail) (name )?(is |was |of \S+ )?"
    r"(unknown|not (found|known|listed|exist|recogni[sz]ed)|invalid|incorrect|unavailable|could ?n.t be found|is not valid)"
    r"|unknown (user|recipient|address|local[- ]?part|mailbox|account|e-?mail)|user_unknown|is not an active (address|mailbox|user)|not active\b"
    r"|this user does ?n.t have|does ?n.t have an? \S+ account|no account (by|with) that name|not our customer"
    r"|no such (a )?(user|recipient|mailbox|address|person|account|local|e-?mail)|no mailbox (here|by that name)|no local mailbox"
    r"|there is no (such )?(user|mailbox|account|one)|nobody (here )?by that name|no one by that name"
    r"|invalid (final delivery |local )?(recipient|mailbox|address|user|e-?mail|destination|delivery|to:)"
    r"|(recipient|mailbox|address|user|account|addressee)\S* (\S+ ){0,4}(does ?n.t|does not|didn.t|do not|no longer) (currently )?exists?"
    r"|not a (valid|known) (user|recipient|mailbox|address)|bad (destination|recipient|address)|badly formatted address"
    r"|(not|could ?n.t be|could not be|was ?n.t|cannot be) found (in|on|at|by|among) (the |our |this )?(recipient|server|system|domain|directory|ldap)|not listed in"
    r"|address (could ?n.t|wasn.t|not) (be )?found|recipient not (found|listed|in)|resolver\.adr\.(recip\w*)?not ?found|recipientnotfound"
    r"|please check (if )?(the )?(recipient )?address|check the (recipient.s )?(e-?mail )?address|typ(o|ing error)"
    r"|mailbox (not found|unavailable|unknown|does)|not have a (mailbox|mail account)|user [\w.@-]* ?does ?n.t|\bno user\b|bad[-_ ]recipient|non-?existent (user|mailbox|address|recipient)|recipient not ok"
    r"|(bad|valid)rcptto|validrecipients?|not present in (the )?directory|can.t accept user|recipients? (not accepted|no longer on)"
    r"|no valid recipients|rejected recipients|not a (local|registered|valid|known|current|active) \w+|missing home directory|no mail ?box|no longer (accepts|receives|accepting) mail"
    r"|is wrong or no longer valid|isn.t in my list of allowed|addresses? (was |were |is |are )?unknown|account unavailable|user not (in|on|exist)|mailbox does not|not our user|no (local )?user\b"
    r"|no (existe|encontrad)|no se encontr|introuvable|inconnue?\b|n.existe pas|unbekannt|existiert nicht|nicht gefunden|non esiste|inesistente|sconosciut"
    r"|bestaat niet|onbekend|não (existe|encontrad)|okänd|ukendt|tuntematon|nie istnieje|nieznany|неизвест|не существует|не найден"
    r"|\b542 \S+ rejected"  # Symantec's words for an address that is not there
    r"|見つかりません|存在しません|宛先不明|不存在|查无此|無此|не знайдено",
    re.I,
)
NO_SUCH_HOST = re.compile(
    r"unrout(e)?able address|domain is not reachable|no route for current request|unknown (host|domain)|(host|domain)( or domain name| name)? (unknown|not found|is unknown|lookup failure)|no such (host|domain)|domain must exist|could ?n.t find (a|any) (mail exchanger|host)"
    r"|name or service not known|no mx record|(domain|host)\S* (\S+ ){0,3}(does ?n.t|does not) (exist|resolve)|unrouteable (mail )?domain"
    r"|null ?mx|does not accept (mail|e-?mail|messages)|host \S+ not found|couldn.t find any host|cannot find (the )?(host|domain|mail exchanger)"
    r"|dns (lookup|type \S+).{0,40}(not found|nxdomain|failed with|no such|domain name not found)|nxdomain|bad destination host|illegal host"
    r"|all relevant mx records point to non-?existent hosts|domain name not found|no route to domain|\d [\w-]+(\.[\w-]+)+ does not exist",
    re.I,
)
# What large providers say only of addresses that are not there.
CERTAIN = re.compile(
    r"this user does ?n.t have an? \S+ account|resolver\.adr\.(ex)?recip|recipientnotfound|5\.4\.1 .{0,100}recipient address rejected: access denied"
    r"|email account that you tried to reach does not exist|@(ezweb\.ne\.jp|au\.com)>?: user unknown|account or domain may not exist|\b542 \S+ rejected"
    r"|not listed in \S+ directory|nosuchuser|invalid recipient",
    re.I,
)
MOVED = re.compile(
    r"(user|mailbox|address|account) has (moved|changed)|has been (replaced|changed) (by|to)|moved to \S+@|no longer (works|employed|with)|left the company"
    r"|(address|mailbox) (is )?no longer (in use|used|valid|active|accept\w*)",
    re.I,
)
# An address that sleeps may wake again: not written to for a while, not struck.
ASLEEP = re.compile(
    r"(account|mailbox|user|recipient|address|domain)\S* (that you tried to reach )?(\S+ ){0,3}(is |has been |was |currently |temporarily )*"
    r"(disabled|inactive|suspended|deactivated|locked|expired|blocked for|not active|frozen|over inactive)"
    r"|not currently active|inactive (user|account|mailbox|recipient)|disabled (user|account|mailbox|recipient)|mailbox is (inactive|frozen)|is a deactivated",
    re.I,
)
ABOUT_THE_SENDER = re.compile(
    r"\bspf\b|\bdkim\b|dmarc|spamhaus|spamcop|barracudacentral|black ?list|block ?list|\brbl\b|dnsbl|(?<!not )listed (at|in|by|on) |reputation"
    r"|sender (address |domain |e-?mail )?(rejected|denied|invalid|verif\w+|blocked|unknown|not|must)|domain of sender|sender.s domain|mail from:|envelope (from|sender)"
    r"|reverse (dns|lookup|host)|\bptr\b|rdns|helo|ehlo|client host|your (ip|host|server|domain|network)|\bip\b.{0,30}(blocked|banned|denied|rejected)"
    r"|authenticat|not authori[sz]ed|relay(ing)?\b( access)?( is| was)? (denied|not|prohibit|forbid)|unable to relay|not (permitted|allowed) to relay|access (is )?denied|banned|policy|prohibited"
    r"|spam|junk|virus|malware|phish|unsolicited|bulk (mail|e-?mail)|suspicious|content (rejected|filter|denied)|message (was )?(rejected|refused|blocked)|forbidden|restricted|recipient preferences|user rules|(refuses?|refused) to (receive|accept)|only accept\w* (mail|messages) from|not accepting (any )?(mail|messages) from|protected by|user reject|blocked by (the )?(recipient|user)|tls\b|starttls",
    re.I,
)
LATER = re.compile(
    r"quota|mailbox( is| was|'s)? (currently )?(full|exceeded|over)|full (mail)?box|is full\b|(over|exceed\w*|out of) (\w+ )?(size|quota|storage|limit|space|disk)"
    r"|receiving mail at a rate|too (large|big|many|fast|much)|size limit|exceed\w*|try (again|later)|again later|temporar|retry|later\b"
    r"|time(d|s)? ?-?out|delayed|deferred|grey ?list|insufficient|(system|server|internal|software|protocol) (error|problem|config)|loop(ing|s)?\b|too many hops|hop count"
    r"|connection (\w+ ){0,3}(refused|timed|dropped|reset|closed|lost|failed|died)|could ?n.t connect|unable to (connect|contact)|no route to host|network|unreachable|not respond"
    r"|has (already )?been in the queue|(cannot|could not|not) (be )?(send|sent|delivered?|able) \S* ?(message )?(for|after|within) \d|queue (too|for)|expired|disk (full|space)|no space|resources|out of memory|busy|overload|malformed|rate limit|throttl"
    r"|voll\b|dépassé|plein\b|llen[ao]\b|pien[ao]\b|cheia\b|vol\b|przepełnion|переполнен|已满|満杯|いっぱい",
    re.I,
)
# So sure of itself that no code outweighs it.
ON_A_BLOCK_LIST = re.compile(r"spamhaus|spamcop|barracudacentral|black ?list|\brbl\b|dnsbl", re.I)
# Where the report ends and the mail that came back begins.
ORIGINAL = re.compile(
    r"^[ \t-]*(below (this line )?is a copy|this is a copy of|(start of )?(the )?(original|unsent|returned) (message|mail)( (follows|headers|text|is attached)|[ \t:.-]*$)"
    r"|message headers follow|original (message|mail) (follows|headers)|copy of (the|your) (original )?message|the header of the original message"
    r"|-+ ?(original|forwarded) message|here (is|are) (the|a copy of the) (original|returned|first)|message contents? follows?|the following is a copy"
    r"|received: (from|by|\(|for)|return-path: <|dkim-signature:|message details:)",
    re.I | re.M,
)
# Lines whose address is not a recipient's.
NOT_RECIPIENT = re.compile(
    r"contact|e-?mail (me|us)|mailto:|please (write|forward|send|mail)|if you|for (further |more )?(help|assistance|information)|postmaster@"
    r"|message-?id|^\s*(from|to|reply-to|sender|mail from|subject|x-[\w-]+)\s*:|\bfrom <?\S+@|mail from:|>>> mail|envelope-from",
    re.I,
)
STILL_TRYING = re.compile(
    r"do(es)? not need to re-?send|will (keep|continue) (on )?(re)?try|still (be )?(re)?tr(y|ied)|only a temporary",
    re.I,
)
# “… has left, please write to” before an address.
FORWARD = re.compile(
    r"(?:(?:has )?moved to|please (?:try|use|write to|contact|send (?:\S+ ){0,3}to|e-?mail|forward (?:\S+ ){0,3}to)|new (?:e-?mail )?address(?: is)?|replaced by"
    r"|(?:neue|aktuelle) (?:e-?mail-?)?adresse(?: lautet| ist)?|wenden sie sich (?:bitte )?an|nouvelle adresse(?: \S+){0,3}|veuillez (?:contacter|écrire à)|nueva dirección(?: \S+){0,3}"
    r"|escriba a|nuovo indirizzo(?: \S+){0,3}|scriva(?:no)? a|nieuwe? e-?mailadres(?: is)?|novo endereço(?: \S+){0,3}|nowy adres(?: \S+){0,2}|новый адрес)\W{0,5}$",
    re.I,
)
# Mailboxes that nobody writes a letter about money to.
NOBODYS = re.compile(
    r"^(post-?master|abuse|mailer[-_.]?daemon|no-?reply|do-?not-?reply|privacy|datenschutz|dpo|gdpr|rgpd|unsubscribe|bounces?|help-?desk|support|it|admin"
    r"|webmaster|hostmaster|marketing|newsletter|sales|vertrieb|jobs|karriere|careers?|hr|press|presse|security)([+._-].*)?@",
    re.I,
)
