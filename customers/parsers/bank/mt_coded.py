""":86: in code words between slashes, as Dutch, Nordic and large international banks write it: /NAME/…/REMI/…

Source: Rabobank, ING and ABN AMRO format descriptions MT940 structured; SWIFT MT940 usage rules for 86.
"""

from __future__ import annotations

import re

from customers.parsers.bank.details import PaymentDetails, stated

CODES = (
    "EREF|KREF|MREF|CREF|PREF|IREF|RREF|TRTP|IBAN|BIC|NAME|REMI|ORDP|BENM|CNTP|CONA|ISDT|CSID|MARF|ULTD|ULTC|ULTB|ADDR|"
    "PURP|CHGS|CHGA|EXCH|OCMT|OAMT|STRD|USTD|RTRN|RTCD|INV|RFB|ROC|BNF|OBI|URI|SVCL|SUBN|BUSP|ACCW|ENTX|TXRF|BPDC|ORIG|"
    "SVWZ|CRED|DEBT|BENF|ORDG|FROM|TO|REF|ACC|INS|REC|IDEB|ICRE|TIMC"
)
# Citi writes two letters; elsewhere they would be found in names.
SHORT_CODES = "PT|FT|PY|OB|BI|BO1|BO|BN|EI|CT|FR|CR|DR|RE|AB|CB|RF|OR|IBAN"
START = re.compile(rf"\s*/(?:{CODES})/|\s*/PT/")
PART = re.compile(rf"/({CODES})(?=/)")
SHORT_PART = re.compile(rf"/({CODES}|{SHORT_CODES})(?=/)")
ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}|[0-9]{6,34}")
TEXT_CODES = ("REMI", "USTD", "SVWZ", "INV", "OBI", "URI", "PY", "BN")
ISSUER = re.compile(r"(?:/?(?:CUR|ISO|BBA)/)?")


def is_coded(text: str) -> bool:
    return START.match(text) is not None or len(PART.findall(text)) >= 2


def read_coded(text: str) -> PaymentDetails:
    """`text`: wrapped lines already joined, remaining breaks are the bank's own."""
    pattern = SHORT_PART if text.lstrip().startswith("/PT/") else PART
    parts = pattern.split(text)
    found: dict[str, str] = {}
    for code, value in zip(parts[1::2], parts[2::2], strict=True):
        cleaned = value.strip(" /\n")
        if cleaned:
            found.setdefault(code, cleaned)
    name, account = _counterparty(found)
    end_to_end_id = stated(found.get("EREF", "").replace("\n", ""))
    structured = _structured(found)
    words = [parts[0].strip(" /\n"), *(found.get(code, "") for code in TEXT_CODES)]
    if not any(words) and not structured:
        # The bank's text may stand behind charges or original amount: better all of it than nothing.
        words = [line.strip() for line in text.split("\n")]
    lines = [
        *words,
        structured,
        end_to_end_id,
        *(stated(found.get(code, "")) for code in ("KREF", "PREF", "RFB", "ROC", "REF")),
    ]
    return PaymentDetails(
        payer_name=name,
        payer_account=account,
        lines=tuple(line for line in lines if line),
        structured_reference=structured,
        end_to_end_id=end_to_end_id,
        returned="RTRN" in found or "RTCD" in found,
    )


def _counterparty(found: dict[str, str]) -> tuple[str, str]:
    name = found.get("NAME") or found.get("CONA") or ""
    account = found.get("IBAN") or found.get("ACCW") or (found.get("BO", "") if found.get("BO1") else "")
    if "CNTP" in found:
        iban, _, rest = found["CNTP"].partition("/")
        named = rest.split("/")
        account = account or iban
        name = name or (named[1] if len(named) > 1 else "")
    for code in ("ORDP", "BENM", "BO1", "BO", "OB", "ORIG", "FROM", "ORDG"):
        if not name and code in found:
            name, account = _party(found[code], account)
    return " ".join(name.split()), "".join(account.split("/")[0].split())


def _party(text: str, account: str) -> tuple[str, str]:
    """A name, and perhaps an account on a line of its own or between slashes."""
    pieces = [piece.strip() for piece in re.split(r"/{2,}|\n|(?<=[0-9])/", text) if piece.strip(" /")]
    accounts = [piece for piece in pieces if ACCOUNT.fullmatch("".join(piece.split()))]
    names = [piece for piece in pieces if piece not in accounts]
    return (names[0].strip(" /") if names else ""), account or (accounts[0] if accounts else "")


def _structured(found: dict[str, str]) -> str:
    value = found.get("STRD", "")
    return ISSUER.sub("", value, count=1).split("/")[0].strip() if value else ""
