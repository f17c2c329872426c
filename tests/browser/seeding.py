"""A small firm on a Thursday morning: a week of real rounds behind it, and a queue of ten things or more.

Letters are written, checked and sent by the services, as in life; only what incoming mails mean is said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from unittest.mock import patch

from agent.answers import DisputeAnswer, PromiseAnswer
from customers.models import BankTransaction, Customer
from customers.services.ledger import bump_ledger_versions
from dunning import reader
from dunning.models import Case, Escalation, IncomingMail, Message, Review, SignedLink
from dunning.services.escalations.escalations import raise_escalation
from dunning.services.inbox.stages import drain_inbox, store_mail
from dunning.services.money.ledger_reviews import ask_about_unmatched_money
from dunning.signed_links import make_link, token_of
from tests.factories import AccountManagerFactory, BankTransactionFactory
from tests.scenarios.world import START, World

WEEK = 8
SATURDAY = 5
NOW: datetime = START + timedelta(days=WEEK)
PENDING = ("Birch Lane Foods", "Cobalt Prints", "Dune Outfitters", "Elm Street Dental", "Fjord Kayaks", "Gale Audio")


@dataclass(frozen=True)
class Seeded:
    """What tests point at; everything else is found in the rows."""

    world: World
    # Its case has mails both ways, a promise that was proposed and a draft in answer or reminder.
    talker: Customer
    # Says that the price is wrong; its mail waits in the queue.
    disputer: Customer
    # Its account manager was asked, and has not answered.
    escalated: Customer
    escalation: Escalation
    # The token of the signed link in the account manager's mail.
    token: str
    unmatched_mail: IncomingMail
    unmatched_payment: BankTransaction

    @property
    def drafts(self) -> list[Message]:
        """Letters that await approval, oldest first."""
        return list(Message.objects.filter(status=Message.Status.AWAITING_APPROVAL).order_by("pk"))

    @property
    def reviews(self) -> list[Review]:
        """Everything that waits for a person."""
        return list(Review.objects.filter(closed_at=None).order_by("pk"))

    def case(self, customer: Customer) -> Case:
        return self.world.case(customer)


def seed() -> Seeded:
    """The firm after its first week with Dunwell, at NOW; the agent only suggests from that morning on."""
    world = World()
    with patch.object(reader, "read", world.read):
        talker = world.customer("Alder Creek Brewing", contact="paula")
        disputer = world.customer("Harbour Lights Hotel", contact="henry")
        escalated = world.customer("Ironwood Furniture", contact="ines")
        escalated.account_manager = AccountManagerFactory.create(name="Anna Berg", email="anna.berg@creditor.example")
        escalated.save(update_fields=["account_manager"])
        world.invoice(talker, "1840.50", overdue=6, number="AC-1001")
        world.invoice(talker, "420.00", overdue=-3, number="AC-1002")
        world.invoice(disputer, "2975.00", overdue=8, number="HL-2001")
        world.invoice(escalated, "18250.00", overdue=34, number="IW-3001")
        for number, name in enumerate(PENDING):
            world.invoice(world.customer(name), f"{600 + 275 * number}.00", overdue=-4, number=f"P-{number}")
        world.round()
        for _ in range(WEEK - 1):
            world.advance()
            if world.today.weekday() < SATURDAY:  # the others write to nobody
                world.round()
        world.advance()
        return _morning(world, talker=talker, disputer=disputer, escalated=escalated)


def _morning(world: World, *, talker: Customer, disputer: Customer, escalated: Customer) -> Seeded:
    world.suggest_only()
    _replies(world, talker=talker, disputer=disputer)
    escalation = _escalation(world, escalated)
    unmatched_mail = _stray_mail(world)
    payment = BankTransactionFactory.create(
        source=world.source, amount=Decimal("733.20"), reference="Thank you for your help", payer_name="M. Unknown",
        booked_on=world.today, known_at=world.now, state=BankTransaction.State.UNMATCHED,
    )  # fmt: skip
    ask_about_unmatched_money(as_of=world.now)
    world.clerk_is_in = False
    bump_ledger_versions(list(Customer.objects.values_list("pk", flat=True)))
    world.round()
    link = SignedLink.objects.filter(escalation=escalation).first()
    link = link or make_link(escalation, email=escalation.sent_to, as_of=world.now)
    return Seeded(
        world=world,
        talker=talker,
        disputer=disputer,
        escalated=escalated,
        escalation=escalation,
        token=token_of(link),
        unmatched_mail=unmatched_mail,
        unmatched_payment=payment,
    )


def _replies(world: World, *, talker: Customer, disputer: Customer) -> None:
    promise = PromiseAnswer(world.day(4), Decimal("1840.50"), ("AC-1001",), "We will pay AC-1001 next Monday.")
    world.reply(
        "Hello Clara,\n\nWe will pay AC-1001 next Monday.\n\nPaula Payer",
        "promise_to_pay",
        to=world.sent(talker)[-1],
        promises=(promise,),
    )
    dispute = DisputeAnswer("pricing", ("HL-2001",), None, "HL-2001 was charged at the old price.")
    world.reply(
        "Dear Clara,\n\nHL-2001 was charged at the old price. Please look into it.\n\nHenry Payer",
        "dispute",
        to=world.sent(disputer)[-1],
        disputes=(dispute,),
    )


def _escalation(world: World, customer: Customer) -> Escalation:
    raised = raise_escalation(
        case=world.case(customer),
        rule_key="large-and-late",
        level=1,
        heads_up=False,
        reason_text="More than 10,000 € is over 30 days late.",
        exposure=Decimal("18250.00"),
        as_of=world.now,
    )
    assert raised is not None
    return raised


def _stray_mail(world: World) -> IncomingMail:
    raw = (
        b"From: Nobody Known <nobody@elsewhere.example>\r\nTo: ar@creditor.example\r\nSubject: A question\r\n"
        b"Message-ID: <stray@elsewhere.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        b"Could you tell us which bank account to use?\r\n"
    )
    stored = store_mail(raw, as_of=world.now)
    assert stored is not None
    drain_inbox(as_of=world.now)
    stored.refresh_from_db()
    return stored
