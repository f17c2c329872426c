"""People's corrections of readings, as labelled replies and as what they changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from agent.contracts import reading_from_json
from agent.facts import AccountFacts
from dunning.account_facts import account_facts
from dunning.facts_json import facts_from_json, facts_to_json
from dunning.models import Correction, IncomingMail, Reading
from dunning.reader import received_mail

if TYPE_CHECKING:
    from agent.answers import Reading as Answer
    from agent.reading.messages import LabelledMessage


def standing_corrections() -> QuerySet[Correction]:
    """The last correction of each mail, oldest mail first, unless the mail waits for a person again. One query."""
    last = Correction.objects.order_by("reading__mail_id", "-corrected_at", "-pk").distinct("reading__mail_id")
    newest = Reading.objects.order_by("mail_id", "-pk").distinct("mail_id").values("pk")
    undone = Reading.objects.filter(pk__in=newest, status=Reading.Status.UNDONE).values("mail_id")
    return (
        Correction.objects.filter(pk__in=last.values("pk"))
        .exclude(reading__mail_id__in=undone)
        .select_related("reading__mail__case")
        .defer("reading__mail__raw", "reading__mail__payload", "reading__mail__body_html")
        .order_by("reading__mail_id")
    )


def corrected_messages() -> list[LabelledMessage]:
    """Corrected mails as labelled replies: the account as the reader was told of it, quotes where a reading has them.

    Four queries, and the account's for each mail that was read before the reading kept the account.
    """
    from agent.reading.correction_quotes import with_quotes
    from agent.reading.messages import LabelledMessage

    found = []
    for correction in standing_corrections().prefetch_related("reading__mail__readings"):
        mail = correction.reading.mail
        readings = sorted(mail.readings.all(), key=lambda reading: -reading.pk)
        account = _account(mail, readings, as_of=correction.corrected_at)
        if account is not None:
            expected = reading_from_json({**correction.answer, "id": str(mail.pk)})
            expected = with_quotes(expected, list(_answers(readings)))
            found.append(LabelledMessage(received_mail(mail), account, (), expected))
    return found


def account_as_told(account: AccountFacts) -> dict[str, Any]:
    """What a reader goes by, to be kept with a reading: the reading contract's part of the facts."""
    part = AccountFacts(
        customer=account.customer,
        country=account.country,
        language=account.language,
        currency=account.currency,
        contacts=account.contacts,
        invoices=account.invoices,
        today=account.today,
    )
    return facts_to_json(part)


def _account(mail: IncomingMail, readings: list[Reading], *, as_of: datetime) -> AccountFacts | None:
    """As the mail was first read with it; where no reading kept it, as it is; None for a mail of no account."""
    kept = next((reading.account for reading in reversed(readings) if reading.account), None)
    if kept is not None:
        return facts_from_json(kept)
    return account_facts(mail.case, as_of=as_of) if mail.case else None


def _answers(readings: list[Reading]) -> Iterable[Answer]:
    for reading in readings:
        yield reading_from_json(reading.answer, quotes=reading.quotes)
        if reading.second_answer:
            yield reading_from_json(reading.second_answer, quotes=reading.second_quotes)


def what_changed(correction: Correction) -> list[str]:
    """The correction in words, against the reading that it mends: "not promise to pay", "dispute (pricing)"."""
    before, after = _said(correction.reading.answer), _said(correction.answer)
    return [f"not {word}" for word in before if word not in after] + [word for word in after if word not in before]


def _said(answer: dict[str, Any]) -> list[str]:
    intents = [part["intent"] for part in answer.get("intents") or ()]
    details = [f"dispute ({part['reason']})" for part in answer.get("disputes") or ()]
    details += [f"document request ({part['type']})" for part in answer.get("documents") or ()]
    return [word.replace("_", " ") for word in dict.fromkeys((*intents, *details))]
