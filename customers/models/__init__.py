from customers.models.allocation import Allocation
from customers.models.automatic_booking import AutomaticBooking
from customers.models.bank import BankTransaction
from customers.models.contact import Contact
from customers.models.creditor import Creditor
from customers.models.customer import AccountManager, Customer
from customers.models.document import Document
from customers.models.importing import ImportRow, ImportRun
from customers.models.invoice import Invoice
from customers.models.learned_payer import LearnedPayer
from customers.models.match_proposal import MatchProposal
from customers.models.rate import Rate
from customers.models.remittance import RemittanceAdvice, RemittanceLine
from customers.models.snapshot import Snapshot
from customers.models.source import LedgerSource
from customers.models.statement import BankStatement

__all__ = [
    "AccountManager",
    "Allocation",
    "AutomaticBooking",
    "BankStatement",
    "BankTransaction",
    "Contact",
    "Creditor",
    "Customer",
    "Document",
    "ImportRow",
    "ImportRun",
    "Invoice",
    "LearnedPayer",
    "LedgerSource",
    "MatchProposal",
    "Rate",
    "RemittanceAdvice",
    "RemittanceLine",
    "Snapshot",
]
