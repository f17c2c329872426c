"""Which conversation a message continues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dunning.mail.threading import references_after
from dunning.models import IncomingMail, Message


@dataclass(frozen=True)
class Thread:
    """The headers of the next message; all empty where it starts a conversation."""

    in_reply_to: str = ""
    references: str = ""


def threads_of(messages: Sequence[Message]) -> dict[int, Thread]:
    """By message id: an answer continues the mail that it answers, everything else the last message of its case.

    One query; expects `answers` loaded.
    """
    last = _last_sent({message.case_id for message in messages})
    return {
        message.pk: _after_mail(message.answers) if message.answers else last.get(message.case_id, Thread())
        for message in messages
    }


def _after_mail(mail: IncomingMail) -> Thread:
    earlier = str(mail.headers.get("References", "") or mail.headers.get("In-Reply-To", ""))
    return Thread(mail.message_id, references_after(earlier, mail.message_id))


def _last_sent(cases: set[int]) -> dict[int, Thread]:
    sent = Message.objects.filter(case__in=cases, status__in=Message.OUT).exclude(message_id="")
    newest = sent.order_by("case_id", "-sent_at", "-pk").distinct("case_id")
    return {
        case: Thread(message_id, references_after(references, message_id))
        for case, message_id, references in newest.values_list("case_id", "message_id", "references")
    }
