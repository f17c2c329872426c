"""The decision table row by row, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from dunning.case_facts import CaseFacts, EscalationCondition, EventAnchor, Habit, OpenReview, RaisedEscalation
from dunning.decisions import decide
from dunning.outcome import Budget, Outcome
from tests.dunning.case_facts_building import AS_OF, TODAY, days_ago, facts, item, sent, state


def decided(known: CaseFacts, *, messages: int = 100, new_contacts: int = 100) -> Outcome:
    return decide(known, Budget(messages, new_contacts))[0]


def ahead(days: int) -> datetime:
    return datetime(2026, 3, 4, 8, 0, tzinfo=UTC) + timedelta(days=days)


class TestRow1Stops:
    def test_the_global_stop_comes_before_everything(self) -> None:
        outcome = decided(facts(item(), global_stop="bank details are being changed"))
        assert (outcome.action, outcome.reason) == ("wait", "global_stop")
        assert "bank details are being changed" in outcome.text

    @pytest.mark.parametrize("flag", ["do_not_contact", "insolvent", "handed_over", "legal", "written_off"])
    def test_a_stopped_customer_is_owned_by_a_review(self, flag: str) -> None:
        outcome = decided(facts(item(), stopped=flag))
        assert (outcome.action, outcome.reason) == ("wait", "stopped")
        assert [review.kind for review in outcome.reviews] == ["stopped"]

    def test_an_open_stop_review_says_when_to_look_again(self) -> None:
        review = OpenReview("stopped", TODAY + timedelta(days=3), TODAY + timedelta(days=9))
        outcome = decided(facts(item(), stopped="insolvent", reviews=(review,)))
        assert outcome.until == ahead(9)
        assert outcome.reviews == ()

    @pytest.mark.parametrize("kind", ["insolvency", "legal"])
    def test_a_legal_matter_waits_for_its_review(self, kind: str) -> None:
        outcome = decided(facts(item(), reviews=(OpenReview(kind, TODAY + timedelta(days=4)),)))
        assert (outcome.action, outcome.reason, outcome.until) == ("wait", kind, ahead(4))


class TestRow2NothingOwed:
    def test_a_case_closes_when_nothing_is_owed(self) -> None:
        assert (decided(facts()).action, decided(facts()).reason) == ("close", "nothing_owed")

    def test_a_case_closes_when_only_invoices_that_are_not_due_are_left(self) -> None:
        assert decided(facts(item(overdue=-10))).reason == "nothing_overdue"

    def test_no_case_is_opened_for_what_is_not_due(self) -> None:
        outcome = decided(facts(item(overdue=-10), case=None))
        assert (outcome.action, outcome.until) == ("", ahead(11))

    def test_due_today_is_not_overdue(self) -> None:
        assert decided(facts(item(overdue=0), case=None)).action == ""


class TestRow3StaleSource:
    def test_nobody_is_chased_on_old_data(self) -> None:
        outcome = decided(facts(item(), stale="The invoices of “erp” are of 2026-02-20."))
        assert (outcome.action, outcome.reason, outcome.until) == ("wait", "stale_source", ahead(1))


class TestRow4Inbound:
    def test_unread_mail_holds_the_case_until_its_bound(self) -> None:
        outcome = decided(facts(item(), unread_since=AS_OF))
        assert (outcome.reason, outcome.until) == ("unread_mail", ahead(2))

    def test_past_the_bound_the_next_step_needs_a_person(self) -> None:
        outcome = decided(facts(item(), unread_since=AS_OF - timedelta(days=7)))
        assert outcome.action == "send"
        assert outcome.needs_person == "A reply still waits for an answer."

    def test_an_open_reply_review_holds_the_case_until_its_deadline(self) -> None:
        outcome = decided(facts(item(), reviews=(OpenReview("reply", TODAY + timedelta(days=1)),)))
        assert (outcome.reason, outcome.until) == ("review_open", ahead(2))

    def test_past_its_deadline_a_reply_review_lets_a_step_through_for_approval(self) -> None:
        outcome = decided(facts(item(), reviews=(OpenReview("reply", days_ago(1)),)))
        assert (outcome.action, bool(outcome.needs_person)) == ("send", True)

    def test_a_returned_payment_blocks_until_it_is_answered(self) -> None:
        assert decided(facts(item(), reviews=(OpenReview("returned_payment", days_ago(9)),))).reason == "review_open"

    def test_an_uncertain_delivery_blocks(self) -> None:
        assert decided(facts(item(), delivery_uncertain=True)).reason == "delivery_uncertain"


def test_row_5_an_unfinished_message_comes_first() -> None:
    assert decided(facts(item(), unfinished_message=True)).reason == "message_unfinished"


class TestRow6Hold:
    def test_a_hold_ends_on_its_day(self) -> None:
        held = state(hold_until=TODAY + timedelta(days=6), hold_reason="customer is moving")
        outcome = decided(facts(item(), case=held))
        assert (outcome.reason, outcome.until) == ("on_hold", ahead(6))

    def test_on_its_day_the_hold_is_over(self) -> None:
        assert decided(facts(item(), case=state(hold_until=TODAY))).action == "send"


class TestRow7Escalation:
    rule = EscalationCondition("large-and-old", 1, exposure_over=Decimal(900), age_over_days=30)

    def test_a_rule_whose_conditions_are_all_met_escalates(self) -> None:
        outcome = decided(facts(item(overdue=40), rules={"escalation_rules": (self.rule,)}, delivered=1))
        assert (outcome.action, outcome.escalation) == ("escalate", "large-and-old")
        assert "1,000.00 EUR overdue" in outcome.text
        assert "40 days past due" in outcome.text

    def test_one_unmet_condition_is_enough_not_to(self) -> None:
        known = facts(item(overdue=20), rules={"escalation_rules": (self.rule,)}, delivered=1)
        assert decided(known).action == "send"

    def test_never_before_a_delivered_reminder(self) -> None:
        known = facts(item(overdue=40), rules={"escalation_rules": (self.rule,)}, delivered=0)
        assert decided(known).action == "send"

    def test_the_exposure_counts_over_all_invoices(self) -> None:
        many = [item(f"R-{n}", overdue=40, open="200.00") for n in range(5)]
        known = facts(*many, rules={"escalation_rules": (self.rule,)}, delivered=1)
        assert decided(known).action == "escalate"

    def test_a_disputed_invoice_does_not_count(self) -> None:
        known = facts(
            item(overdue=40, set_aside="disputed"),
            item("R-2", overdue=40, open="300.00"),
            rules={"escalation_rules": (self.rule,)},
            delivered=1,
        )
        assert decided(known).action == "send"

    def test_it_is_raised_once(self) -> None:
        raised = RaisedEscalation("large-and-old", 1, Decimal(1000))
        known = facts(item(overdue=40), rules={"escalation_rules": (self.rule,)}, delivered=1, escalations=(raised,))
        assert decided(known).action == "send"

    def test_it_is_armed_again_when_the_exposure_has_doubled(self) -> None:
        raised = RaisedEscalation("large-and-old", 1, Decimal(500))
        known = facts(item(overdue=40), rules={"escalation_rules": (self.rule,)}, delivered=1, escalations=(raised,))
        assert decided(known).action == "escalate"

    def test_a_small_old_remainder_of_a_good_payer_is_no_drama(self) -> None:
        rule = EscalationCondition("old", 1, age_over_days=60)
        known = facts(item(overdue=120, open="40.00"), rules={"escalation_rules": (rule,)}, delivered=3)
        assert decided(known).action == "send"
        assert decided(known).reason == "small-balance"

    def test_a_heads_up_goes_beside_the_step_and_blocks_nothing(self) -> None:
        notice = replace(self.rule, heads_up=True)
        outcome = decided(facts(item(overdue=40), rules={"escalation_rules": (notice,)}, delivered=1))
        assert (outcome.action, outcome.escalation) == ("send", "large-and-old")
        assert outcome.escalation_text.startswith("Escalated by rule")

    def test_the_first_firm_step_waits_until_the_account_manager_was_told(self) -> None:
        overdue = item(overdue=25)
        reminded = tuple(sent(key, overdue, ago=ago) for key, ago in (("first", 15), ("follow-up", 8)))
        notice = RaisedEscalation("valued", 1, Decimal(1000), heads_up=True, to_be_announced=True)
        known = facts(overdue, sent=reminded, ever_written=True, escalations=(notice,))
        assert (decided(known).reason, decided(known).until) == ("heads_up_first", ahead(1))
        told = replace(notice, to_be_announced=False, announced_on=TODAY - timedelta(days=1))
        known = replace(known, escalations=(told,))
        assert (decided(known).reason, decided(known).until) == ("heads_up_first", ahead(1))
        known = replace(known, escalations=(replace(told, announced_on=TODAY - timedelta(days=2)),))
        assert (decided(known).action, decided(known).reason) == ("send", "firm")

    def test_a_heads_up_that_nobody_can_be_told_of_holds_nothing_back(self) -> None:
        overdue = item(overdue=25)
        reminded = tuple(sent(key, overdue, ago=ago) for key, ago in (("first", 15), ("follow-up", 8)))
        lost = RaisedEscalation("valued", 1, Decimal(1000), heads_up=True)
        known = facts(overdue, sent=reminded, ever_written=True, escalations=(lost,))
        assert decided(known).reason == "firm"

    def test_an_open_escalation_pauses_firmer_steps_only(self) -> None:
        first = item(overdue=12)
        waiting = RaisedEscalation("large-and-old", 1, Decimal(1000), waiting_until=TODAY + timedelta(days=2))
        known = facts(first, sent=(sent("first", first, ago=8),), ever_written=True, escalations=(waiting,))
        assert (decided(known).reason, decided(known).until) == ("escalation_open", ahead(3))


class TestRow8NothingToAsk:
    def test_a_promised_invoice_is_quiet_until_the_promise_ends(self) -> None:
        known = facts(item(promised=Decimal("1000.00")), ends=(TODAY + timedelta(days=5),))
        assert (decided(known).reason, decided(known).until) == ("nothing_to_ask", ahead(5))

    def test_a_disputed_invoice_leaves_chasing_and_the_rest_goes_on(self) -> None:
        outcome, position = decide(facts(item(set_aside="disputed"), item("R-2", open="300.00")), Budget(9, 9))
        assert outcome.action == "send"
        assert position.net == {"EUR": Decimal("300.00")}

    def test_a_credit_that_covers_the_debt_opens_a_review(self) -> None:
        outcome = decided(facts(item(), credits={"EUR": Decimal("1200.00")}))
        assert (outcome.action, outcome.reason) == ("wait", "nothing_to_ask")
        assert [review.kind for review in outcome.reviews] == ["apply_credit"]

    def test_a_credit_in_another_currency_is_not_taken_off(self) -> None:
        outcome, position = decide(facts(item(), credits={"USD": Decimal("1200.00")}), Budget(9, 9))
        assert (outcome.action, position.net) == ("send", {"EUR": Decimal("1000.00")})

    def test_the_wait_is_never_open_ended(self) -> None:
        outcome = decided(facts(item(claimed=Decimal("1000.00"))))
        assert outcome.until == ahead(7)

    def test_money_that_the_erp_has_not_booked_yet_stops_chasing(self) -> None:
        assert decided(facts(item(expected=Decimal("1000.00")))).reason == "nothing_to_ask"


class TestRow9Contact:
    def test_without_a_contact_a_person_is_asked(self) -> None:
        outcome = decided(facts(item(), contact_usable=False))
        assert (outcome.action, outcome.reason) == ("review", "no_contact")

    def test_an_absent_contact_is_waited_for(self) -> None:
        known = facts(item(), contact_usable=False, contact_back_on=TODAY + timedelta(days=5))
        assert (decided(known).reason, decided(known).until) == ("contact_absent", ahead(5))

    def test_at_most_ten_business_days(self) -> None:
        known = facts(item(), contact_usable=False, contact_back_on=TODAY + timedelta(days=60))
        assert decided(known).until == ahead(14)


class TestRow10Ceiling:
    def test_at_the_ceiling_a_person_says_how_to_go_on(self) -> None:
        outcome = decided(facts(item(), case=state(attempts=6)))
        assert (outcome.action, [review.kind for review in outcome.reviews]) == ("review", ["attempts"])

    def test_once_an_episode(self) -> None:
        known = facts(item(), case=state(attempts=6), answered_reviews=frozenset({"attempts"}))
        assert (decided(known).action, decided(known).reviews) == ("wait", ())

    def test_granted_attempts_lift_it(self) -> None:
        assert decided(facts(item(), case=state(attempts=6, extra_attempts=2))).action == "send"


class TestRow11GapHoursCaps:
    def test_a_gap_lies_between_two_messages(self) -> None:
        first = item(overdue=12)
        known = facts(
            first,
            case=state(last_outreach_on=days_ago(2)),
            sent=(sent("first", first, ago=2),),
            ever_written=True,
        )
        assert (decided(known).reason, decided(known).until) == ("gap", ahead(2))

    @pytest.mark.parametrize(("hour", "until"), [(6, ahead(0)), (18, ahead(1))])
    def test_outside_office_hours_it_waits_for_the_next_opening(self, hour: int, until: datetime) -> None:
        outcome = decided(facts(item(), as_of=AS_OF.replace(hour=hour)))
        assert (outcome.reason, outcome.until) == ("outside_hours", until)

    def test_not_on_a_weekend(self) -> None:
        saturday = TODAY + timedelta(days=3)
        outcome = decided(facts(item(), today=saturday, as_of=AS_OF + timedelta(days=3)))
        assert (outcome.reason, outcome.until) == ("not_a_business_day", ahead(5))

    def test_the_daily_cap_on_new_contacts(self) -> None:
        assert decided(facts(item()), new_contacts=0).reason == "daily_cap"
        assert decided(facts(item(), ever_written=True), new_contacts=0).action == "send"

    def test_the_daily_cap_on_all_mail(self) -> None:
        assert decided(facts(item(), ever_written=True), messages=0).reason == "daily_cap"


class TestRow12Steps:
    def test_the_first_step_asks_for_the_net(self) -> None:
        outcome = decided(facts(item(), credits={"EUR": Decimal("100.00")}))
        assert (outcome.action, outcome.reason) == ("send", "first")
        assert "900.00 EUR is asked for" in outcome.text

    def test_one_step_a_decision_the_first_unsent(self) -> None:
        old = item(overdue=60)
        assert decided(facts(old)).reason == "first"
        after = facts(old, sent=(sent("first", old, ago=5),), ever_written=True)
        assert decided(after).reason == "follow-up"

    def test_a_cadence_by_age_takes_the_latest_but_never_as_the_first_message(self) -> None:
        old = item(overdue=60)
        assert decided(facts(old, rules={"by_age": True})).reason == "first"
        after = facts(old, rules={"by_age": True}, sent=(sent("first", old, ago=5),), ever_written=True)
        assert decided(after).reason == "final"

    def test_small_rests_never_set_the_age(self) -> None:
        rest, main = item("R-0", overdue=90, open="20.00"), item("R-1", overdue=4)
        outcome, position = decide(facts(rest, main), Budget(9, 9))
        assert position.carrying == main
        assert outcome.choice is not None
        assert outcome.choice.anchor_id == main.invoice_id

    def test_a_settled_carrying_invoice_resumes_at_the_lower_of_rung_and_age(self) -> None:
        gone, young = item("R-1", overdue=40), item("R-2", overdue=5)
        history = (sent("first", gone, ago=30), sent("follow-up", gone, ago=20), sent("firm", gone, ago=10))
        assert decided(facts(young, sent=history, ever_written=True)).reason == "first"
        older = item("R-2", overdue=25)
        history = (sent("first", gone, ago=12), sent("follow-up", gone, ago=6))
        assert decided(facts(older, sent=history, ever_written=True)).reason == "follow-up"

    def test_after_a_pause_it_resumes_one_step_softer(self) -> None:
        old = item(overdue=60)
        history = (sent("first", old, ago=50), sent("follow-up", old, ago=40, message_id=51))
        outcome = decided(facts(old, sent=history, ever_written=True))
        assert (outcome.reason, outcome.choice and outcome.choice.anchor_kind) == ("first", "outgoing")

    def test_a_broken_promise_has_its_own_step(self) -> None:
        old = item(overdue=9)
        known = facts(
            old,
            sent=(sent("first", old, ago=6),),
            ever_written=True,
            anchors=(EventAnchor("promise_broken", 31, days_ago(1)),),
        )
        outcome = decided(known)
        assert (outcome.reason, outcome.choice and outcome.choice.anchor_id) == ("broken", 31)

    def test_a_step_for_an_event_goes_once(self) -> None:
        old = item(overdue=9)
        history = (
            sent("first", old, ago=6),
            sent("broken", old, ago=5, anchor_kind="promise_broken", anchor_id=31),
        )
        known = facts(old, sent=history, ever_written=True, anchors=(EventAnchor("promise_broken", 31, days_ago(6)),))
        assert decided(known).reason == "next_step_later"

    def test_after_a_bounce_the_same_step_goes_once_more(self) -> None:
        old = item(overdue=9)
        known = facts(old, sent=(sent("first", old, ago=5, status="bounced"),), ever_written=True)
        outcome = decided(known)
        assert (outcome.reason, outcome.choice and outcome.choice.retry) == ("first", 1)

    def test_a_habitual_late_payer_is_reminded_after_its_usual_day(self) -> None:
        usual = Habit(settled=8, median_days=6, spread_days=3)
        outcome = decided(facts(item(overdue=5), habit=usual))
        assert (outcome.reason, outcome.until) == ("next_step_later", ahead(3))

    def test_an_unsteady_habit_does_not_delay(self) -> None:
        assert decided(facts(item(overdue=5), habit=Habit(8, 6, 12))).action == "send"

    def test_a_habit_never_delays_what_is_over_the_limit(self) -> None:
        known = facts(item(overdue=5), habit=Habit(8, 6, 3), credit_limit=Decimal(500))
        assert decided(known).action == "send"

    def test_a_habit_delays_at_most_so_many_days(self) -> None:
        outcome = decided(facts(item(overdue=5), habit=Habit(8, 40, 3)))
        assert outcome.until == ahead(5)

    def test_old_items_at_go_live_wait_for_one_review(self) -> None:
        old = item("R-0", overdue=400, set_aside="opening_balance")
        outcome, position = decide(facts(old, item()), Budget(9, 9))
        assert outcome.action == "send"
        assert [review.kind for review in outcome.reviews] == ["opening_balance"]
        assert position.net == {"EUR": Decimal("1000.00")}

    def test_two_currencies_are_never_added(self) -> None:
        outcome, position = decide(
            facts(item(), item("R-2", open="50.00", currency="USD", rate=Decimal("0.9"))), Budget(9, 9)
        )
        assert position.net == {"EUR": Decimal("1000.00"), "USD": Decimal("50.00")}
        assert "1,000.00 EUR and 50.00 USD is asked for" in outcome.text


class TestRow13NoneDue:
    def test_it_waits_for_the_next_step(self) -> None:
        assert (decided(facts(item(overdue=1))).reason, decided(facts(item(overdue=1))).until) == (
            "next_step_later",
            ahead(2),
        )

    def test_a_spent_cadence_asks_a_person(self) -> None:
        old = item(overdue=60)
        history = tuple(
            sent(key, old, ago=ago) for key, ago in (("first", 50), ("follow-up", 40), ("firm", 30), ("final", 10))
        )
        outcome = decided(facts(old, sent=history, ever_written=True))
        assert (outcome.action, outcome.reason) == ("review", "cadence_end")

    def test_after_the_last_step_the_customer_has_its_gap(self) -> None:
        old = item(overdue=60)
        history = tuple(
            sent(key, old, ago=ago) for key, ago in (("first", 50), ("follow-up", 40), ("firm", 30), ("final", 2))
        )
        known = facts(old, sent=history, ever_written=True, case=state(last_outreach_on=days_ago(2)))
        assert decided(known).reason == "after_last_step"

    def test_a_small_rest_is_mentioned_once_and_then_written_off(self) -> None:
        rest = item(overdue=20, open="30.00")
        mentioned = sent("first", rest, ago=9, step_key="small-balance", position=0)
        outcome = decided(facts(rest, sent=(mentioned,), ever_written=True))
        assert (outcome.action, outcome.reason) == ("review", "write_off")


class TestBeforeDue:
    large = item(overdue=-4, open="8000.00")

    def test_a_courtesy_goes_before_the_due_date_of_a_large_invoice(self) -> None:
        outcome = decided(facts(self.large, case=None))
        assert (outcome.action, outcome.reason, outcome.case_status) == ("send", "courtesy", "upcoming")

    def test_not_below_the_minimum(self) -> None:
        assert decided(facts(item(overdue=-4, open="800.00"), case=None)).action == ""

    def test_not_while_something_is_overdue(self) -> None:
        assert decided(facts(self.large, item())).reason == "first"

    def test_not_twice(self) -> None:
        known = facts(self.large, case=None, courtesies=frozenset({self.large.invoice_id}))
        assert decided(known).reason == "not_due"

    def test_not_when_it_is_promised_already(self) -> None:
        assert decided(facts(self.large._replace(promised=self.large.open), case=None)).reason == "not_due"
