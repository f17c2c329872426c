"""The relation and the turn of a message, from rows."""

from datetime import timedelta

import pytest

from dunning.account_facts import account_facts
from dunning.models import Message
from dunning.turns import turn_of, with_turns
from tests import factories as make
from tests.factories import AS_OF

pytestmark = pytest.mark.django_db


def test_a_turn_counts_the_messages_of_the_purpose_that_left_before():
    case = make.CaseFactory.create()
    for day, status in enumerate(("sent", "superseded", "delivered", "due")):
        make.MessageFactory.create(
            case=case, purpose="follow_up", status=status, send_on=make.days_ago(10 - day), step_key=f"step-{day}"
        )
    make.MessageFactory.create(case=case, purpose="firm", status="sent", send_on=make.days_ago(1), step_key="firm")

    turns = {m.step_key: turn_of(m) for m in with_turns(Message.objects.filter(case=case))}

    assert turns == {"step-0": 0, "step-1": 1, "step-2": 1, "step-3": 2, "firm": 0}


def test_the_relation_tells_of_payments_promises_reminders_and_replies():
    case = make.CaseFactory.create(attempts=2, last_reply_at=AS_OF - timedelta(days=5))
    make.PromiseFactory.create(case=case, status="kept")
    make.PromiseFactory.create(case=case, status="broken")

    relation = account_facts(case, as_of=AS_OF).relation

    assert relation is not None
    assert (relation.promises_kept, relation.promises_broken) == (1, 1)
    assert (relation.reminders_sent, relation.days_since_reply) == (2, 5)
    assert (relation.settled, relation.typical_days_late) == (0, None)
