"""What an import of a bank file did, or in a dry run would do."""

from __future__ import annotations

from dataclasses import dataclass

from customers.services.importing.report import ImportReport
from customers.services.importing.statement_spans import Span


@dataclass(frozen=True)
class StatementResult:
    """`created` and `known` entries of one statement."""

    span: Span
    created: int
    known: int


@dataclass(frozen=True)
class StatementReport(ImportReport):
    """New entries are `incoming` payments, `returned` ones, and movements of our own, before nobody.

    `zero`: entries of no amount, left out. `advices` and `known_advices`: announcements of payments, no money.
    """

    format: str = ""
    statements: tuple[StatementResult, ...] = ()
    incoming: int = 0
    returned: int = 0
    own: int = 0
    zero: int = 0
    advices: int = 0
    known_advices: int = 0

    @property
    def known(self) -> int:
        return sum(result.known for result in self.statements)

    @property
    def sentence(self) -> str:
        parts = [
            *([self._entries()] if self.statements else []),
            *([_counted(self.advices, "remittance advice")] if self.advices else []),
            *([f"{_counted(self.known_advices, 'remittance advice')} known already"] if self.known_advices else []),
        ]
        verb = "Would import" if self.dry_run else "Imported"
        return f"{verb} from {self.run.file_name}: {'; '.join(parts) or 'nothing'}."

    def _entries(self) -> str:
        new = _counted(self.incoming + self.returned + self.own, "new entry", "new entries")
        kinds = [
            *([_counted(self.incoming, "payment")] if self.incoming else []),
            *([f"{self.returned} returned"] if self.returned else []),
            *([f"{self.own} of our own"] if self.own else []),
        ]
        rest = [
            *([f"{self.known} known already"] if self.known else []),
            *([f"{self.zero} of zero left out"] if self.zero else []),
        ]
        listed = f" ({', '.join(kinds)})" if kinds else ""
        return ", ".join([f"{_counted(len(self.statements), 'statement')} with {new}{listed}", *rest])


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
