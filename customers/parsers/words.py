"""Words that files use for statuses, methods, roles and yes or no,
in the four languages of the trade that we meet most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Value → spellings,
    compared without case. `other` stands for any unknown word; empty = an unknown word is refused."""

    spellings: Mapping[str, tuple[str, ...]]
    other: str = ""

    def find(self, text: str) -> str:
        """The value for a word. Raises ValueError, reading on from “status ‘x’ ”, for an unknown one."""
        word = " ".join(text.replace("_", " ").replace("-", " ").split()).casefold()
        for value, spellings in self.spellings.items():
            if word == value.replace("_", " ") or word in spellings:
                return value
        if self.other:
            return self.other
        raise ValueError(f"is not known; expected {', '.join(self.spellings)}")


INVOICE_STATUSES = Words(
    {
        "open": (
            "outstanding", "unpaid", "due", "overdue", "sent", "issued", "posted", "authorised", "authorized",
            "approved", "partial",
            "partially paid", "part paid", "viewed", "awaiting payment", "past due", "not paid", "uncollected",
            "offen", "überfällig", "fällig", "teilbezahlt", "versendet", "gebucht", "unbezahlt",
            "ouvert", "ouverte", "impayé", "impayée", "en retard", "échue", "partiellement payée", "envoyée",
            "à payer",
            "abierta", "abierto", "pendiente", "vencida", "vencido", "parcialmente pagada", "emitida", "enviada",
            "impagada",
        ),
        "paid": (
            "closed", "settled", "cleared", "paid in full", "fully paid", "collected", "complete", "completed",
            "bezahlt", "ausgeglichen", "beglichen", "erledigt", "payé", "payée", "réglée", "soldée", "acquittée",
            "pagada", "pagado", "cobrada", "cobrado", "liquidada", "saldada",
        ),
        "void": (
            "voided", "cancelled", "canceled", "deleted", "reversed", "storniert", "storno", "ungültig", "annulliert",
            "annulé", "annulée", "anulada", "anulado", "cancelada",
        ),
        "credit_note": (
            "credit memo", "credit", "refund", "gutschrift", "rechnungskorrektur", "avoir", "note de crédit",
            "nota de crédito",
            "abono", "factura rectificativa",
        ),
    }
)  # fmt: skip

# How a customer settles; direct debit and card are collected by us, so nobody is asked for them.
PAYMENT_METHODS = Words(
    {
        "direct_debit": (
            "sepa direct debit", "sepa debit", "sdd", "autopay", "auto pay", "bacs debit", "lastschrift",
            "sepa lastschrift",
            "bankeinzug", "prélèvement", "prélèvement sepa", "domiciliación", "recibo domiciliado", "adeudo directo",
        ),
        "card": (
            "credit card", "debit card", "kreditkarte", "karte", "carte", "carte bancaire", "tarjeta",
            "tarjeta de crédito",
        ),
        "transfer": (
            "bank transfer", "wire", "wire transfer", "ach", "eft", "bacs", "sepa", "credit transfer", "überweisung",
            "virement", "virement bancaire", "transferencia", "transferencia bancaria",
        ),
        "check": ("cheque", "scheck", "chèque", "talón"),
        "cash": ("bar", "bargeld", "espèces", "efectivo"),
    },
    other="other",
)  # fmt: skip

TRANSACTION_METHODS = Words(
    {
        "ach": ("ach credit", "eft", "bacs"),
        "wire": (
            "wire transfer", "bank transfer", "transfer", "sepa", "credit transfer", "swift", "bank remittance",
            "überweisung",
            "virement", "virement bancaire", "transferencia", "transferencia bancaria",
        ),
        "card": (
            "credit card", "debit card", "creditcard", "stripe", "kreditkarte", "karte", "carte", "carte bancaire",
            "tarjeta",
        ),
        "check": ("cheque", "scheck", "chèque", "talón"),
        "lockbox": (),
        "direct_debit": ("sepa direct debit", "sepa debit", "lastschrift", "prélèvement", "domiciliación"),
        "cash": ("bar", "bargeld", "espèces", "efectivo"),
    },
    other="other",
)  # fmt: skip

DIRECTIONS = Words(
    {
        "credit": (
            "c", "cr", "h", "haben", "in", "bij", "ontvangen", "crédit", "abono", "eingang", "gutschrift",
            "money in", "+",
        ),
        # A minus comes without its sign.
        "debit": (
            "d", "dr", "s", "soll", "out", "af", "betaald", "débit", "cargo", "ausgang", "lastschrift", "money out", "",
        ),
    }
)  # fmt: skip

CONTACT_ROLES = Words(
    {
        "payables": (
            "accounts payable", "ap", "billing", "accounting", "accountant", "bookkeeper", "bookkeeping", "finance",
            "invoices",
            "kreditorenbuchhaltung", "buchhaltung", "rechnungen", "comptabilité", "comptable", "facturation",
            "contabilidad", "cuentas por pagar", "facturación",
        ),
        "manager": (
            "head of finance", "cfo", "controller", "finance manager", "managing director", "ceo", "owner",
            "director",
            "geschäftsführer", "geschäftsführung", "leitung", "directeur", "gérant", "director financiero", "gerente",
        ),
    },
    other="other",
)  # fmt: skip

TIERS = Words(
    {
        "standard": ("normal", "c", "b"),
        "high_value": ("high", "a", "premium"),
        "key_account": ("key", "strategic", "vip", "großkunde", "grand compte", "cuenta clave"),
    }
)

YES_OR_NO = Words(
    {
        "true": (
            "yes",
            "y",
            "t",
            "1",
            "x",
            "on",
            "ja",
            "j",
            "wahr",
            "oui",
            "o",
            "vrai",
            "sí",
            "si",
            "s",
            "verdadero",
        ),
        "false": ("no", "n", "f", "0", "off", "nein", "falsch", "non", "faux", "falso"),
    }
)
