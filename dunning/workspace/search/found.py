"""What a search answers: results in groups, the exact ones above them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

# Of rows, as each way of looking for them found some, best first.
Keys = list[list[int]]


@dataclass(frozen=True)
class Result:
    """One line of the list. `exact`: it is precisely what was typed; `closed`: settled or over, shown paler."""

    icon: str
    title: SafeString | str
    url: str
    detail: str = ""
    # An amount with its currency, at the end of the line.
    figure: str = ""
    excerpt: SafeString | str = ""
    exact: bool = False
    closed: bool = False
    # The customer whose case the result belongs to, and where in its page it stands.
    debtor_id: int | None = None
    anchor: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    results: list[Result]


@dataclass
class Found:
    """`slow`: titles of groups that took too long, so that more may be there."""

    typed: str
    groups: list[Group] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    too_short: bool = False
    cut: bool = False

    @property
    def count(self) -> int:
        return sum(len(group.results) for group in self.groups)
