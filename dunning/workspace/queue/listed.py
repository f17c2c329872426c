"""The list of the queue: the first rows in the order of their rank, and those after a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from customers.models import BankTransaction
from dunning.access import restrict
from dunning.models import GivenAnswer, IncomingMail, Message, Review
from dunning.models.review import RANK
from dunning.priority import DEFAULTS, priority_of
from dunning.services.priority_rules import rules_in_use
from dunning.services.review_leases import lookers
from dunning.services.review_outcomes import name_of
from dunning.services.review_ranks import facts_of_rank
from dunning.workspace.queue.rank_order import behind
from dunning.workspace.queue.wanted import Wanted

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHOWN = 50
SHOWN_LETTERS = 160
# All that a row shows, and nothing of the size of a mail.
_ROW = (
    *("kind", "why", "deadline", "opened_at", "to_manager", "snoozed_until", "points", "at_risk", "exposure"),
    *("chance", "signs"),
    *("currency", "segment", "owner", "message", "incoming", "transaction", "source"),
    *("case", "case__debtor", "case__debtor__name"),
)
# Small queries by key instead of one join of ten tables, which takes longer to plan than to run.
_BESIDE = (
    Prefetch("message", Message.objects.only("subject", "to_email")),
    Prefetch("incoming", IncomingMail.objects.only("subject", "from_email", "from_name")),
    Prefetch("transaction", BankTransaction.objects.only("payer_name", "amount", "currency")),
    Prefetch("given", GivenAnswer.objects.only("review", "problem")),
    "source",
    "owner",
)


@dataclass(frozen=True)
class Row:
    review: Review
    reasons: tuple[str, ...]
    late: bool
    lookers: tuple[str, ...] = ()

    @cached_property
    def title(self) -> str:
        """The customer, else whom or what it is about."""
        review = self.review
        if review.case:
            return review.case.debtor.name
        if review.incoming:
            return review.incoming.from_name or review.incoming.from_email
        if review.transaction:
            return review.transaction.payer_name or review.get_kind_display()
        return review.source.name if review.source else review.get_kind_display()

    @property
    def select_words(self) -> str:
        """Of its tick."""
        return _("Select %(title)s") % {"title": self.title}

    @property
    def words(self) -> str:
        """What it is about, in a line: a letter's subject, else why it waits."""
        words = self.review.why
        if self.review.message and self.review.kind == Review.Kind.APPROVAL:
            words = self.review.message.subject or words
        return words if len(words) <= SHOWN_LETTERS else Truncator(words).chars(SHOWN_LETTERS)

    @property
    def problem(self) -> str:
        given = getattr(self.review, "given", None)
        return given.problem if given else ""

    @cached_property
    def owner(self) -> str:
        return name_of(self.review.owner) if self.review.owner else ""

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.owner.split()[:2]).upper()


def waiting(user: User) -> QuerySet[Review]:
    """Open, nobody has just answered it, and of a customer that the person may see."""
    answered = GivenAnswer.objects.filter(review=OuterRef("pk"), problem="")
    rows = Review.objects.filter(~Exists(answered), closed_at__isnull=True)
    return restrict(rows, user=user, customer="case__debtor")


def listed(
    wanted: Wanted, *, user: User, as_of: datetime, today: date, after: Review | None = None
) -> tuple[list[Row], bool]:
    """The next SHOWN rows and whether there are more. At most nine queries."""
    rows = wanted.rows(waiting(user), user_id=user.pk, today=today)
    if after is not None:
        rows = rows.filter(_beyond(after))
    rows = rows.select_related("case__debtor").prefetch_related(*_BESIDE)
    found = list(rows.only(*_ROW).order_by(*RANK)[: SHOWN + 1])
    return shown(found[:SHOWN], user=user, as_of=as_of, today=today), len(found) > SHOWN


def rows_of(review_ids: Sequence[int], *, user: User, as_of: datetime, today: date) -> list[Row]:
    """These, as far as they wait. At most nine queries."""
    rows = waiting(user).filter(pk__in=review_ids)
    rows = rows.select_related("case__debtor").prefetch_related(*_BESIDE)
    return shown(list(rows.only(*_ROW).order_by(*RANK)), user=user, as_of=as_of, today=today)


def shown(reviews: Sequence[Review], *, user: User, as_of: datetime, today: date) -> list[Row]:
    others = lookers([review.pk for review in reviews], user=user, as_of=as_of) if reviews else {}
    rules = rules_in_use() if any(review.signs for review in reviews) else DEFAULTS
    return [
        Row(
            review,
            priority_of(facts_of_rank(review, exposure=review.exposure), rules).reasons,
            review.deadline < today,
            tuple(others.get(review.pk, ())),
        )
        for review in reviews
    ]


def _beyond(last: Review) -> Q:
    """What comes after a row in the order of RANK: what is the manager's stands first."""
    return behind(last) | Q(to_manager=False) if last.to_manager else behind(last)
