"""The list of the queue: the first rows in the order of their rank, and those after a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from audit.sentences import in_readers_language
from dunning.access import restrict
from dunning.models import GivenAnswer, Review
from dunning.models.review import RANK
from dunning.priority import DEFAULTS, priority_of
from dunning.services.reviews.leases import lookers
from dunning.services.reviews.outcomes import name_of
from dunning.services.reviews.priority_rules import rules_in_use
from dunning.services.reviews.ranks import facts_of_rank
from dunning.workspace.queue.rank_order import behind
from dunning.workspace.queue.wanted import Wanted

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHOWN = 50
SHOWN_LETTERS = 160
# All that a row shows, and nothing of the size of a mail.
_ROW = (
    *("kind", "why", "deadline", "to_manager", "points", "at_risk", "exposure", "currency", "chance", "signs"),
    "owner",
)
# A name or subject each, looked up for the rows that are shown: ten tables joined take longer to plan than to read,
# and as many rows of the mapper take longer to make.
_BESIDE = {
    "customer": """SELECT debtor.name FROM dunning_case AS own JOIN customers_customer AS debtor
        ON debtor.id = own.debtor_id WHERE own.id = dunning_review.case_id""",
    "letter": "SELECT subject FROM dunning_message WHERE id = dunning_review.message_id",
    "sender": """SELECT coalesce(nullif(from_name, ''), from_email) FROM dunning_incomingmail
        WHERE id = dunning_review.incoming_id""",
    "payer": "SELECT payer_name FROM customers_banktransaction WHERE id = dunning_review.transaction_id",
    "ledger": "SELECT name FROM customers_ledgersource WHERE id = dunning_review.source_id",
    "refused": "SELECT problem FROM dunning_givenanswer WHERE review_id = dunning_review.id",
}


@dataclass(frozen=True)
class Row:
    # With what _BESIDE names.
    review: Any
    reasons: tuple[str, ...]
    late: bool
    lookers: tuple[str, ...] = ()

    @cached_property
    def title(self) -> str:
        """The customer, else whom or what it is about."""
        review = self.review
        return review.customer or review.sender or review.payer or review.ledger or review.get_kind_display()

    @property
    def select_words(self) -> str:
        """Of its tick."""
        return _("Select %(title)s") % {"title": self.title}

    @property
    def words(self) -> str:
        """What it is about, in a line: a letter's subject, else why it waits."""
        words = in_readers_language(self.review.why)
        if self.review.kind == Review.Kind.APPROVAL:
            words = self.review.letter or words
        return words if len(words) <= SHOWN_LETTERS else Truncator(words).chars(SHOWN_LETTERS)

    @property
    def problem(self) -> str:
        return self.review.refused or ""

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
    """The next SHOWN rows and whether there are more. At most four queries."""
    rows = wanted.rows(waiting(user), user_id=user.pk, today=today)
    if after is not None:
        rows = rows.filter(_beyond(after))
    found = list(_with_words(rows)[: SHOWN + 1])
    return shown(found[:SHOWN], user=user, as_of=as_of, today=today), len(found) > SHOWN


def rows_of(review_ids: Sequence[int], *, user: User, as_of: datetime, today: date) -> list[Row]:
    """These, as far as they wait. At most four queries."""
    rows = waiting(user).filter(pk__in=review_ids)
    return shown(list(_with_words(rows)), user=user, as_of=as_of, today=today)


def _with_words(rows: QuerySet[Review]) -> QuerySet[Any]:
    """In the order of their rank."""
    words = {name: RawSQL(f"({sql})", [], output_field=TextField()) for name, sql in _BESIDE.items()}
    return rows.only(*_ROW).annotate(**words).prefetch_related("owner").order_by(*RANK)


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
