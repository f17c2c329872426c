"""Files into the ledger: rows stream through COPY into a staging table, set-based SQL does the rest in one transaction."""

from customers.services.importing.files import import_file
from customers.services.importing.report import ImportReport, RejectedRow

__all__ = ["ImportReport", "RejectedRow", "import_file"]
