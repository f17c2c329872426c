"""Files into the ledger: rows stream through COPY into a staging table, set-based SQL lands them in one transaction."""

from customers.services.importing.files import import_file
from customers.services.importing.preview import Preview, preview_file
from customers.services.importing.report import ImportReport, RejectedRow

__all__ = ["ImportReport", "Preview", "RejectedRow", "import_file", "preview_file"]
