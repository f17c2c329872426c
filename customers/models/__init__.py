from customers.models.allocation import Allocation
from customers.models.bank import BankTransaction
from customers.models.contact import Contact
from customers.models.creditor import Creditor
from customers.models.customer import AccountManager, Customer
from customers.models.document import Document
from customers.models.importing import ImportRow, ImportRun
from customers.models.invoice import Invoice
from customers.models.rate import Rate
from customers.models.source import LedgerSource

__all__ = [
    "AccountManager",
    "Allocation",
    "BankTransaction",
    "Contact",
    "Creditor",
    "Customer",
    "Document",
    "ImportRow",
    "ImportRun",
    "Invoice",
    "LedgerSource",
    "Rate",
]
