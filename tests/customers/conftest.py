from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from customers.models import LedgerSource
from customers.services.importing import ImportReport, import_file
from tests.factories import AS_OF, TODAY, LedgerSourceFactory

CUSTOMERS = "customer_id,name,parent_id,country,currency,payment_terms_days,email,contact_name,account_manager_email\n"
INVOICES = "number,customer_id,issued,due,amount,currency,purchase_order,status,paid_on,open_amount\n"
PAYMENTS = "transaction_id,booked_on,amount,currency,payer_name,payer_account,reference,method\n"


@pytest.fixture
def source(db: None) -> LedgerSource:
    return LedgerSourceFactory.create(name="ledger", invoices_as_of=None, payments_as_of=None)


@pytest.fixture
def land(source: LedgerSource, tmp_path: Path) -> Callable[..., ImportReport]:
    """Imports lines under the usual header of a layout as of TODAY; keywords go to `import_file`."""
    headers = {"customers": CUSTOMERS, "invoices": INVOICES, "payments": PAYMENTS}

    def imported(
        layout: str, *lines: str, header: str = "", as_of: date = TODAY, known_at: datetime = AS_OF, **options: object
    ) -> ImportReport:
        path = tmp_path / f"{layout}.csv"
        path.write_text((header or headers[layout]) + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        chosen = {"source": source, "as_of": as_of, "known_at": known_at, **options}
        return import_file(path=path, layout=layout, **chosen)  # type: ignore[arg-type]

    return imported


@pytest.fixture
def acme(land: Callable[..., ImportReport]) -> None:
    """Customer C1, in euros, thirty days to pay."""
    land("customers", "C1,Acme GmbH,,DE,EUR,30,ap@acme.example,Paula Payer,")
