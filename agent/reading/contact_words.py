"""Titles, names and words that are no names."""

from __future__ import annotations

import re

TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Herrn?|Frau|M|Mme|Mlle|Monsieur|Madame|Sr|Sra|Sig|Sig\.ra|Dott|Dhr|Mevr|Pan|Pani|Panią|Panem|Hr|Fru|κ|г-н|г-жа|пан|пані)\.?"
UPPER = r"A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΑ-ΩΆΈΉΊΌΎΏА-ЯЁІЇЄҐ"
WORD = rf"[{UPPER}][^\W\d_]+(?:[-'’][^\W\d_]+)*"
FULL_NAME = re.compile(
    rf"(?<![^\W_])(?:{TITLE}\s+)?({WORD}(?:\s+(?:van|von|de|der|den|di|da|del|la|le|bin|al|ter|{WORD})){{0,2}}\s+{WORD})(?![^\W_])"
)
TITLED = re.compile(rf"(?<![^\W_])(?:{TITLE})\s+({WORD}(?:\s+{WORD})?)(?![^\W_])")
EAST_ASIAN = re.compile(
    r"([\u4e00-\u9fff]{2,4}|[가-힣]{2,4})(?:先生|女士|小姐|经理|様|さん|氏|部長|課長|님|씨|과장|대리|부장|팀장)?\s*[（(【<]?\s*$"
)
# Capitalised words that are departments, greetings or sentence openers and no names.
NO_NAME = re.compile(
    r"^(?:Please|Dear|Accounts?|Payable|Team|Thank|Kind|Best|Hello|For|In|Mit|Bitte|Für|Buchhaltung|Abteilung|Service|Finance|Billing|Department|Ltd|GmbH|Inc|Monday|Tuesday|Wednesday|Thursday|Friday|Our|My|The|Shared|Center|Centre)\b",
    re.I,
)
