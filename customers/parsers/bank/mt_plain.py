""":86: as free text, with or without labels such as IBAN:, NAAM:, OD:, AUFTRAGGEBER:."""

from __future__ import annotations

import re

from customers.parsers.bank.details import IBAN, PaymentDetails, stated

LABELS = {
    "account": ("IBAN", "REK", "REKENING", r"Z RACH\.", r"NR RACH\.", "COMPTE", "CUENTA", "ACCOUNT", "KONTO"),
    "name": (
        "NAAM", "NAME", "OD", "AUFTRAGGEBER", "ABSENDER", "ZAHLER", "ORDERING PARTY", "ORDERING CUSTOMER", "ORDERED BY",
        "BY ORDER OF", "B/O", "DEBTOR NAME", "DEBTOR", "SENDER", "NOM", "DONNEUR D'ORDRE", "EMETTEUR", "ORDENANTE",
        "ORDINANTE", "REMITTER", "BETALARE", "AVSÄNDARE", "MAKSAJA",
    ),
    "text": (
        "OMSCHRIJVING", "TYT", r"TYT\.", "TYTUŁ", "TYTUL", "MITTEILUNG", "MITTEILUNGEN", "VERWENDUNGSZWECK", "REMIT",
        "REMITTANCE INFO", "REMITTANCE INFORMATION", "MOTIF", "LIBELLE", "CONCEPTO", "CAUSALE", "MESSAGE", "DETAILS",
        "PAYMENT DETAILS", "REFERENZ", "REFERENZEN", "MEDDELANDE", "VIESTI",
    ),
    "reference": (
        # mBank's mass payments: the virtual account that names the payer.
        "ID IPH", r"BETALINGSKENM\.", "BETALINGSKENMERK", "KENMERK", "EREF", "END-TO-END-REF",
        r"END-TO-END-REF\.", "END TO END ID", "E2E ID", "KUNDENREFERENZ", "YOUR REF", "EREFERENCE",
    ),
    "other": (
        "BIC", "MACHTIGING", "INCASSANT", "INCASSANTID", "TNR", "DATUM", "MREF", "CRED",
        r"MANDATSREF\.", "GLÄUBIGER-ID",
    ),
}  # fmt: skip
ROLE = {label.replace("\\", ""): role for role, labels in LABELS.items() for label in labels}
LABEL = re.compile(
    r"(?:(?<=[\s;,/])|^)("
    + "|".join(sorted((label for labels in LABELS.values() for label in labels), key=len, reverse=True))
    + r") ?: ?"
)
# Hungary numbers accounts with 24 digits, Poland with 26.
ACCOUNT_LINE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9 ]{11,36}|[0-9]{24}|[0-9]{26}")
LEADING_IBAN = re.compile(r"([A-Z]{2}[0-9]{2}[A-Z0-9]{11,30})[ \n]+([^\n]*)")


def read_plain(text: str) -> PaymentDetails:
    labelled = LABEL.search(text)
    if labelled:
        return _labelled(text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for index, line in enumerate(lines[:-1]):
        if ACCOUNT_LINE.fullmatch(line) and any(character.isdigit() for character in line[4:]):
            rest = [*lines[:index], *lines[index + 2 :]]
            return PaymentDetails(lines[index + 1], line.replace(" ", ""), tuple(rest))
    if leading := LEADING_IBAN.match(text):
        rest = [line for line in text[leading.end() :].split("\n") if line.strip()]
        return PaymentDetails(leading[2].strip(), leading[1], tuple(line.strip() for line in rest) or (leading[2],))
    return PaymentDetails(lines=tuple(lines))


def _labelled(text: str) -> PaymentDetails:
    parts = LABEL.split(text)
    found: dict[str, list[str]] = {"free": [parts[0].strip(" ;,/\n")]}
    for label, value in zip(parts[1::2], parts[2::2], strict=True):
        found.setdefault(ROLE[label], []).append(value.strip(" ;,/\n"))
    name = found.get("name", [""])[0]
    account = "".join(found.get("account", [""])[0].split())
    reference = stated(found.get("reference", [""])[0].split("\n")[0])
    lines = [*found["free"], *(" ".join(value.split()) for value in found.get("text", [])), reference]
    return PaymentDetails(
        # Two blanks part a name from its address.
        payer_name=re.split(r"\s{2,}|\n", name)[0].strip(),
        payer_account=account if IBAN.fullmatch(account) or account.isdigit() else "",
        lines=tuple(line for line in lines if line),
        end_to_end_id=reference if "EREF" in text or "END" in text else "",
    )
