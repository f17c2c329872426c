"""The embedded reader: trims, splits, judges by the trained heads, fills in details by rule. Offline, no effects."""

from __future__ import annotations

from agent.answers import Reading
from agent.facts import AccountFacts, ReceivedMail
from agent.reading.absence import find_absence
from agent.reading.advice import with_advice
from agent.reading.automatic import automatic_kind
from agent.reading.certainty import trusted
from agent.reading.clauses import clauses_of
from agent.reading.cleaning import plain_text
from agent.reading.contacts import find_contacts
from agent.reading.disputes import find_disputes
from agent.reading.documents import find_documents
from agent.reading.heads import Heads, packaged_heads
from agent.reading.intents import gathered, judge, message_intents, with_fallback, without_conditions
from agent.reading.opening import open_mail
from agent.reading.payments import find_payments
from agent.reading.promises import find_promises
from agent.reading.safety import human_reasons
from agent.reading.tense import by_tense

MAX_SUBJECT = 300


def read(mail: ReceivedMail, account: AccountFacts, *, heads: Heads | None = None) -> Reading:
    """What the message means for the ledger. Any text is accepted; an empty one is read with next to no confidence.

    `heads`: another set than the packaged one, such as an installation's own.
    """
    opened = open_mail(mail, account)
    mail, trimmed, context = opened.mail, opened.trimmed, opened.context
    subject = plain_text(mail.subject)[:MAX_SUBJECT].replace("\n", " ")
    judged = judge(clauses_of(trimmed, subject=subject, context=context), heads or packaged_heads())
    judged = by_tense(with_fallback(gathered(with_advice(without_conditions(judged, context)))), context)
    automatic = automatic_kind(mail)
    intents = message_intents(judged, automatic="out_of_office" if automatic == "out_of_office" else "")
    names = [answer.intent for answer in intents]
    promises = find_promises(judged, context) if "promise_to_pay" in names else []
    payments = find_payments(judged, context) if "payment_claimed" in names else []
    disputes = find_disputes(judged, payments) if "dispute" in names else []
    reasons = human_reasons(
        judged, trimmed, intents=names, promises=promises, payments=payments, disputes=disputes, mail=mail
    )
    return Reading(
        id=mail.id,
        language=opened.language,
        intents=tuple(trusted(intents, judged, promises=promises, payments=payments, context=context)),
        promises=tuple(promises),
        disputes=tuple(disputes),
        payments=tuple(payments),
        documents=tuple(find_documents(judged)) if "document_request" in names else (),
        contacts=tuple(find_contacts(judged, mail, intents=names, known=[c.email for c in account.contacts])),
        absence=find_absence(judged, context, intents=names),
        needs_human=bool(reasons),
        human_reasons=reasons,
        new_text=trimmed.text,
    )
