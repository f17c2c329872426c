"""The one place where the process asks the agent what a mail means. Tests replace it here."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from agent.facts import AccountFacts, ReceivedMail
from agent.judgement import Judgement
from agent.llm.options import configured
from dunning.installed_heads import heads_in_use

if TYPE_CHECKING:
    from agent.answers import Reading
    from dunning.models import IncomingMail


def read(mail: ReceivedMail, account: AccountFacts) -> Reading:
    """Ask the embedded reader alone: milliseconds, but never inside a transaction."""
    import agent.reading.reader  # loads the encoder, which the web process never needs

    return agent.reading.reader.read(mail, account, heads=heads_in_use())


def judge(mail: ReceivedMail, account: AccountFacts, *, as_of: datetime) -> Judgement:
    """Ask every reader that this installation has: with a chat model seconds, so never inside a transaction."""
    embedded = read(mail, account)
    options = configured()
    if options is None:
        return Judgement(embedded)
    from agent.llm.database_log import DatabaseLog
    from agent.reading.both import judge as judge_both

    return judge_both(mail, account, embedded=embedded, options=options, log=DatabaseLog(as_of))


def read_by_model(mail: ReceivedMail, account: AccountFacts, *, as_of: datetime) -> Reading:
    """Ask the chat model alone, for measuring; raises ModelProblem where it has no answer to use."""
    from agent.llm.database_log import DatabaseLog
    from agent.llm.problems import ModelProblem

    options = configured()
    if options is None:
        raise ModelProblem("AGENT_MODEL names no chat model.", outcome="", passing=False)
    try:
        from agent.reading.llm import reader
    except ImportError:
        raise ModelProblem("The model's package is not installed.", outcome="", passing=False) from None
    return reader.read_by_model(mail, account, options=options, log=DatabaseLog(as_of)).reading


def received_mail(mail: IncomingMail) -> ReceivedMail:
    """A stored mail as the reader takes it, its time in the sender's own offset."""
    own_zone = timezone(timedelta(minutes=mail.utc_offset_minutes))
    return ReceivedMail(
        id=str(mail.pk),
        received_at=mail.received_at.astimezone(own_zone),
        from_name=mail.from_name,
        from_email=mail.from_email,
        to=mail.to_email,
        subject=mail.subject,
        body=mail.body_text,
        headers={name: str(value) for name, value in mail.headers.items()},
    )
