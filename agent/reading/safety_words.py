"""Words addressed to a program, and words of a change of our bank details; accents off."""

from __future__ import annotations

import re

TO_THE_MACHINE = re.compile(
    r"ignore (?:all |any |the |your )*(?:previous|prior|above|earlier)|disregard (?:all |any |the |your )*(?:previous|prior|above|instructions|rules)"
    r"|system prompt|(?:language model|ai assistant|automated (?:reader|system|agent))s?\b.{0,60}(?:must|classify|mark|set|should|:)|needs_human|payment_claimed|promise_to_pay"
    r"|\[/?inst\]|<\|[a-z_]+\|>|</?(?:system|assistant|instructions?)>|^\s*(?:system|assistant)\s*:|###\s*(?:system|instruction)|\bjailbreak\b|developer mode"
    r"|ignorier\w* (?:alle|die|samtliche)|ignore[zr]? (?:toutes|les)|ignor[ae] (?:las|todas|as|tutte|le) .{0,20}instru|忽略(?:以上|之前|所有)|無視し|무시하",
    re.M,
)
OUR_ACCOUNT = re.compile(
    r"(?:your|payee'?s?|beneficiary|supplier'?s?) (?:new |present |current |old |bank |iban )*(?:bank|account|iban|bank details|account details|bank data)|(?:ihre?r?n?|neue) (?:neue[nr]? )?(?:bankverbindung|kontoverbindung|iban|bankdaten|kontodaten)"
    r"|votre (?:nouveau )?(?:rib|iban|compte bancaire)|vos coordonnees bancaires|su (?:nueva )?cuenta bancaria|vostr[oae] (?:nuov[oa] )?(?:iban|conto|coordinate)|uw (?:nieuwe )?(?:rekeningnummer|bankrekening|iban)"
)
CHANGED = re.compile(
    r"chang|new |updat|amend|switch|no longer|replac|different|geander|neue|aktualisier|gewechselt|chang|nouve|modifi|mis a jour|camb|nuev|actualiz|nuov|aggiorn|modific|nieuw|gewijzigd|aangepast"
)
