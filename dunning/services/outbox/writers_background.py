"""What a chat model is told beside the order: the persona, the last mails of the case, and approved messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypedDict

from dunning.facts_json import facts_from_json
from dunning.models import IncomingMail, Message, Persona

if TYPE_CHECKING:
    from agent.drafting.llm.background import Background, Example, ThreadWords
    from dunning.models import Case

EXAMPLES = 3
MAILS = 2
OURS = 1


class Signed(TypedDict, total=False):
    """The part of a background that the persona holds."""

    persona: str
    title: str
    reserved: bool


def backgrounds_of(messages: Sequence[Message], *, languages: Mapping[int, str]) -> dict[int, Background]:
    """By message id, as `languages`. Four queries a message: for chunks that a model works on, which are small."""
    from agent.drafting.llm.background import Background

    return {
        message.pk: Background(
            **_persona(message.case),
            examples=_examples(message, language=languages[message.pk]),
            thread=_thread(message.case),
        )
        for message in messages
        if message.kind != Message.Kind.MANUAL
    }


def _persona(case: Case) -> Signed:
    """Its own sign-off line comes with the order, laid over our wording."""
    persona = case.policy.persona
    if persona is None:
        return {}
    reserved = persona.tone == Persona.Tone.RESERVED
    return {"persona": persona.sender_name, "title": persona.sender_title, "reserved": reserved}


def _examples(message: Message, *, language: str) -> tuple[Example, ...]:
    """The newest of the same creditor, purpose and language that a person approved, those that one reworded first."""
    from agent.drafting.llm.background import Example

    approved = Message.objects.filter(
        case__creditor=message.case.creditor_id,
        purpose=message.purpose,
        language=language,
        status__in=Message.OUT,
        approved_by__isnull=False,
    ).exclude(kind=Message.Kind.MANUAL)
    newest = approved.order_by("-sent_at", "-pk")
    found = list(newest.exclude(original_text="")[:EXAMPLES])
    found += newest.filter(original_text="")[: EXAMPLES - len(found)]
    return tuple(Example(one.subject, one.body_text, one.language, facts_from_json(one.facts)) for one in found)


def _thread(case: Case) -> tuple[ThreadWords, ...]:
    """The last mails that people wrote on the case, and our own last one, oldest first."""
    from agent.drafting.llm.background import ThreadWords
    from agent.reading.cleaning import plain_text
    from agent.reading.trimming import trim

    received = IncomingMail.objects.filter(case=case, automatic="").exclude(status=IncomingMail.Status.UNMATCHED)
    sent = Message.objects.filter(case=case, status__in=Message.OUT, sent_at__isnull=False)
    columns = ("received_at", "body_text", "from_name", "to_email")
    theirs = received.order_by("-received_at", "-pk").values_list(*columns)[:MAILS]
    ours = sent.order_by("-sent_at", "-pk").values_list("sent_at", "body_text")[:OURS]
    words = [
        (at, ThreadWords(at.date(), trim(plain_text(body), sender=sender, ours=to).text))
        for at, body, sender, to in theirs
    ]
    words += [(at, ThreadWords(at.date(), body, ours=True)) for at, body in ours if at]
    return tuple(said for _, said in sorted(words, key=lambda word: word[0]) if said.text.strip())
