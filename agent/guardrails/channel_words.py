"""How links and account numbers are written."""

import re

from agent.guardrails.fact_words import ACCOUNT_WORDS

LINK = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>\"')\]\ue000]+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|net|org|example|info|biz|io|co|app|link|pay|me|ly|top|xyz|site|online|shop)(?:/[^\s<>\"')\]\ue000]*)?(?![\w])", re.IGNORECASE)  # fmt: skip
# "account 30415926", "sort code 00-11-22", "Konto: 12 34", "BIC COBADEFFXXX"
ACCOUNT = re.compile(
    rf"(?<![^\W_])(?:{ACCOUNT_WORDS})(?![^\W\d_])\.?(?: ?(?:number|no|nr|nummer|numéro|n°|número|numero|numer|番号|号码)\.?)?[ :.=]*([A-Z0-9][A-Z0-9 ./-]{{3,}}[A-Z0-9])",
    re.IGNORECASE,
)
