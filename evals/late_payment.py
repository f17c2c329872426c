"""How well late payment is foretold on two public sets, point in time.

`python -m evals.late_payment highradius|ibm FOLDER`

`highradius`: 40,000 paid invoices; fitted to fold train as known when the first invoice of fold test was posted, asked
about each of fold test on its posting day (due date less 15 days, for the set has none) with what was cleared before.
`ibm`: 2,466 invoices; fitted to those before the last 494 by invoice date, without the column that tells of disputes.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from agent.risk.features import NAMES, features
from agent.risk.history import Ledger, Questions
from agent.risk.measures import auc, brier, coverage, days_off
from agent.risk.training import train

TERMS_DAYS = 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=sorted(SETS))
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    ledger, test, published = SETS[options.name](options.folder)
    print(json.dumps(measure(ledger, test, published), indent=1))


def measure(ledger: Ledger, test: Any, published: dict[str, Any]) -> dict[str, Any]:
    """Figures of the model, of the debtor's own habit on the same invoices, and of what was published."""
    started = time.monotonic()
    model = train(ledger.rows(~test), until=int(ledger.issued[test].min())).model
    trained = time.monotonic()
    asked = Questions.about(ledger, as_of=ledger.issued).rows(test)
    matrix = features(ledger, asked)
    told = model.foretell(matrix)
    late = ledger.days_late[test]
    own, rate = (np.nan_to_num(matrix[:, NAMES.index(name)]) for name in ("median", "late_rate"))
    return {
        "invoices": int(test.sum()),
        "late": float((late > 0).mean()),
        "model": days_off(late, told.expected) | {"inside_80": coverage(late, told.low, told.high)},
        "later_than": {
            str(days): {
                "auc": auc(late > days, chance),
                "brier": brier(late > days, chance),
                "accuracy": float(((chance > 0.5) == (late > days)).mean()),
                "mean_chance": float(chance.mean()),
                "share": float((late > days).mean()),
            }
            for days, chance in told.later_than.items()
        },
        "own_habit": days_off(late, own) | {"late_auc": auc(late > 0, rate)},
        "published": published,
        "seconds": {"training": round(trained - started, 1), "asking": round(time.monotonic() - trained, 1)},
    }


def highradius(folder: Path) -> tuple[Ledger, Any, dict[str, Any]]:
    rows = _read(_one(folder, "highradius_closed_*.csv"))
    due, closed = _days(rows, "due_date", date.fromisoformat), _days(rows, "clear_date", date.fromisoformat)
    test = np.array([row["fold"] == "test" for row in rows])
    ledger = _ledger(rows, "cust_number", due - TERMS_DAYS, due, closed, "amount")
    foretold = np.array([float(row["predicted_days_late"]) for row in rows if row["fold"] == "test"])
    low = np.array([float(row["prediction_lower"]) for row in rows if row["fold"] == "test"])
    high = np.array([float(row["prediction_upper"]) for row in rows if row["fold"] == "test"])
    late = ledger.days_late[test]
    published = days_off(late, foretold) | {"inside_80": coverage(late, low, high), "late_auc": auc(late > 0, foretold)}
    return ledger, test, published


def ibm(folder: Path) -> tuple[Ledger, Any, dict[str, Any]]:
    rows = _read(folder / "WA_Fn-UseC_-Accounts-Receivable.csv")
    told = {row["invoiceNumber"]: row for row in _read(_one(folder, "pedroteles_*.csv"))}
    days = [_days(rows, name, _american) for name in ("InvoiceDate", "DueDate", "SettledDate")]
    ledger = _ledger(rows, "customerID", *days, "InvoiceAmount")
    test = np.array([row["invoiceNumber"] in told for row in rows])
    theirs = [told[row["invoiceNumber"]] for row in rows if row["invoiceNumber"] in told]
    late = ledger.days_late[test] > 0
    said = np.array([float(row["Pred_Classificador"]) for row in theirs])
    foretold = np.array([float(row["Dias_Atraso_Finais"]) for row in theirs])
    published = {
        "accuracy": float((said == late).mean()),
        "late_auc": auc(late, said),
        "late_auc_by_days": auc(late, foretold),
        **days_off(np.maximum(ledger.days_late[test], 0), foretold),
    }
    return ledger, test, published


SETS: dict[str, Callable[[Path], tuple[Ledger, Any, dict[str, Any]]]] = {"highradius": highradius, "ibm": ibm}


def _ledger(rows: list[dict[str, str]], debtor: str, issued: Any, due: Any, closed: Any, amount: str) -> Ledger:
    keys: dict[str, int] = {}
    debtors = np.array([keys.setdefault(row[debtor], len(keys)) for row in rows])
    amounts = np.array([float(row[amount]) for row in rows])
    return Ledger(debtors, issued, due, closed, amounts, np.ones(len(rows), dtype=bool))


def _days(rows: list[dict[str, str]], name: str, read: Callable[[str], Any]) -> Any:
    return np.array([read(row[name]).toordinal() for row in rows])


def _american(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 a day, no instant


def _one(folder: Path, name: str) -> Path:
    """The file of such a name; the pattern itself, which is not there, without one."""
    return next(folder.glob(name), folder / name)


def _read(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        sys.exit(f"{path} is not there.")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
