"""Who paid, from the text of BAI2 details: American banks label it, each in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from customers.parsers.bank.details import stated

NAME = (
    "ORIG CO NAME", "ORIGINATOR NAME", "ORIGINATOR", "ORIG NAME", "ORIG", "ORG NAME", "ORG", "ORDERING CUSTOMER",
    "ORD CUST", "B/O CUSTOMER", "B/O", "BO1", "BY ORDER OF", "SENDER NAME", "REMITTER", "PAYOR", "PAYER",
    "COMPANY NAME", "CO NAME", "DBNM", "From",
)  # fmt: skip
OTHER = (
    "DES", "ID", "INDN", "CO ID", "SEC", "TRN", "SEQ", "DATE", "TIME", "SND BK", "RCV BK", "BNF", "BENE", "BEN", "OGB",
    "IMAD", "OMAD", "TRACE#", "EED", "IND ID", "IND NAME", "ORIG ID", "DESC DATE", "CO ENTRY DESCR", "SSN", "FED ID",
    "SRF", "FED", "SVC", "TYPE", "WIRE TYPE", "ENDT", "TRID", "BI", "FR", "OB", "OB3", "BBI", "INS", "CHIPS", "OBI",
    "RFB", "PMT DET", "PMT INFO", "PAYMENT DETAILS", "ADDENDA", "REMARK", "REMITTANCE", "INVOICE", "DETAILS", "PY",
    "BO",
    "REF", "YR REF", "OUR REF", "VIA", "BATCH", "DESCR", "ENTRY DESC", "EFF DATE", "CUSTOMER ID", "ACH TRACE", "EREF",
    "CREF", "REMI", "CRNM", "CACT", "DACT", "DABA", "CABA", "DBIC", "CBIC", "CHKN", "IDNM",
)  # fmt: skip
LABEL = re.compile(
    r"(?:(?<=[\s,;/])|^)("
    + "|".join(re.escape(label) for label in sorted({*NAME, *OTHER}, key=len, reverse=True))
    + r") ?[:=#] ?"
)
# Bank of America sets the payer before the description of the entry.
BEFORE_DESCRIPTION = re.compile(r"([A-Z0-9][^:=]{1,40}?)\s+DES:")
# An account, or the number of an address line, before the name.
LEADING_ACCOUNT = re.compile(r"/?(?P<account>[0-9]{6,34})\s+|1/")


@dataclass(frozen=True)
class Payer:
    name: str = ""
    account: str = ""
    end_to_end_id: str = ""


def read_payer(text: str) -> Payer:
    """Each part empty where the text does not have it."""
    if before := BEFORE_DESCRIPTION.match(text):
        return Payer(before[1].strip())
    parts = LABEL.split(text)
    found: dict[str, str] = {}
    for label, value in zip(parts[1::2], parts[2::2], strict=True):
        found.setdefault(label, value.strip(" ,;/\n"))
    named = next((found[label] for label in NAME if found.get(label)), "")
    account = next((found[label] for label in ("BO", "DACT") if found.get(label, "").isdigit()), "")
    if leading := LEADING_ACCOUNT.match(named):
        account = account or leading["account"] or ""
        named = named[leading.end() :]
    # Two blanks or a comma part the name from its address.
    name = re.split(r"\s{2,}|,|\n|;", named)[0].strip()
    return Payer(name, account, stated(found.get("EREF", "")))
