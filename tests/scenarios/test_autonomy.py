"""The agent earns a rung over the weeks, and loses it by a complaint."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import Permission, User

from dunning.models import Evidence, Message, Review, Rung, RungChange, Scorecard
from dunning.services.autonomy.proposals import judge_ladder
from dunning.services.outbox.drafting import draft_due_messages
from dunning.services.outbox.tracking import ProviderEvent, record_tracking
from dunning.services.reviews.outcomes import resolve_review
from dunning.services.rounds import run_round


def _manager(world) -> User:
    permission = Permission.objects.get(content_type__app_label="dunning", codename="change_rung")
    world.clerk.user_permissions.add(permission)
    return User.objects.get(pk=world.clerk.pk)


def _level(stage: str) -> int | None:
    return Rung.objects.filter(kind="reminder", stage=stage).values_list("level", flat=True).first()


def test_approvals_earn_a_step_up_that_a_person_confirms_and_a_complaint_takes_it_back(world):
    world.suggest_only()
    type(world.policy).objects.update(step_up_decided=5, evidence_window=5)
    for number in range(5):
        customer = world.customer(f"Customer {number}", contact=f"payer{number}")
        world.invoice(customer, overdue=5)
    world.round()
    world.round()
    assert Evidence.objects.filter(outcome="unchanged", stage="first").count() == 5

    assert judge_ladder(as_of=world.now + timedelta(hours=1)).proposed == 1
    review = Review.objects.get(kind="step_up")
    assert "100% of the last 5 went unchanged" in review.why
    world.advance()
    resolve_review(review_id=review.pk, outcome="take", by=_manager(world), as_of=world.now)
    assert (_level("first"), _level("")) == (Rung.Level.ASSIST, Rung.Level.SUGGEST)

    # A customer that got mail before owes another first reminder: it goes alone now, after the undo window.
    known = Message.objects.filter(status="sent").earliest("pk").debtor
    world.pay("1000.00", *known.owed_invoices.all())
    world.round()
    world.clerk_is_in = False
    world.advance(34)
    world.invoice(known, overdue=8)
    run_round(as_of=world.now)
    draft_due_messages(as_of=world.now)
    alone = Message.objects.get(debtor=known, kind="reminder", status="approved")
    assert (alone.approved_by, alone.stage, alone.evidence.outcome) == (None, "first", "alone")

    # Another customer marks yesterday's mail as unwanted before it leaves.
    other = Message.objects.filter(status="sent", kind="reminder").exclude(debtor=known).latest("pk")
    Message.objects.filter(pk=other.pk).update(sent_at=world.now - timedelta(days=1))
    Evidence.objects.filter(message=other).update(decided_at=world.now - timedelta(days=1), stage="first")
    event = ProviderEvent("test", "1", "complained", world.now, message_key=other.pk, recipient=other.to_email)
    record_tracking(event, as_of=world.now)
    alone.refresh_from_db()
    assert (alone.status, _level("first")) == ("awaiting_approval", Rung.Level.SUGGEST)
    down = RungChange.objects.latest("pk")
    assert (down.to_level, down.decided_by) == (Rung.Level.SUGGEST, None)
    assert down.why == f"{other.to_email} marked a message as unwanted."
    world.send()
    alone.refresh_from_db()
    assert alone.status == "awaiting_approval"
    judge_ladder(as_of=world.now + timedelta(hours=1))
    assert Scorecard.objects.filter(stage="first").latest("day").decided == 0


def test_a_stage_on_monitor_is_only_watched_while_the_others_go_on(world):
    Rung.objects.create(segment=world.segment, kind="reminder", stage="first", level=Rung.Level.MONITOR)
    customer = world.customer()
    world.invoice(customer, overdue=5)
    world.live(3)
    watched = Message.objects.filter(debtor=customer)
    assert [(message.stage, message.status) for message in watched] == [("first", "shadow")]
    world.live(5)
    stages = list(watched.order_by("pk").values_list("stage", "status"))
    assert stages == [("first", "shadow"), ("follow_up", "sent")]
