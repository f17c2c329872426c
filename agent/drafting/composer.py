"""The embedded writer: an order in, a letter as the receivables team would write it out. Pure, repeatable by seed."""

from __future__ import annotations

from agent.answers import Draft
from agent.drafting.account import due_promise, latest_payment, main_items
from agent.drafting.apart import apart_lines
from agent.drafting.beginning import opening
from agent.drafting.catalogue import Changes, catalogue_for
from agent.drafting.letter import Block, Letter, Lines, Paragraph
from agent.drafting.purposes import LAYOUTS
from agent.drafting.rendering import as_html, as_text
from agent.drafting.tables import invoice_table
from agent.drafting.writing import Writing
from agent.facts import DraftOrder

AUTHOR = "composer/2"
TO_STRANGERS = frozenset({"right_contact"})


class NothingToAsk(ValueError):
    """The facts hold nothing that a message of this purpose could be about."""


def compose(order: DraftOrder, *, changed: Changes | None = None) -> Draft:
    """One message for one debtor, in the order's language, from the facts alone; `changed`: an installation's wording,
    in place of the order's.

    Raises NothingToAsk where the purpose needs items or a net amount that the facts lack, LookupError without wording
    for the language, KeyError for an unknown purpose.
    """
    writing = writing_for(order, changed=changed)
    ask, shown = Paragraph(writing.say_purpose("ask")), matter(writing)
    blocks: list[Block] = [Paragraph(greeting(writing)), Paragraph(opening(writing))]
    blocks += [*shown, ask] if writing.layout.listed else [ask, *shown]
    blocks += [*by_law(writing), *mentioned_apart(writing), *own_page(writing)]
    blocks += [*_closing(writing), sign_off(writing)]
    letter = Letter(subject=writing.say_purpose("subject", short=True), blocks=tuple(blocks))
    return as_draft(letter, writing, author=AUTHOR)


def writing_for(order: DraftOrder, *, changed: Changes | None = None) -> Writing:
    """The order with its wording and main items; raises as `compose` does. A model's letter is framed by it too."""
    items = main_items(order.facts, LAYOUTS[order.purpose].items)
    catalogue = catalogue_for(order.language, changed=changed or order.changed)
    writing = Writing(order=order, catalogue=catalogue, items=items)
    _require_matter(writing)
    return writing


def as_draft(letter: Letter, writing: Writing, *, author: str) -> Draft:
    return Draft(
        subject=letter.subject,
        text=as_text(letter),
        html=as_html(letter, language=writing.catalogue.language),
        language=writing.catalogue.language,
        purpose=writing.order.purpose,
        author=author,
    )


def greeting(writing: Writing) -> str:
    """By name where the contact has one that is fit to print."""
    return (
        writing.say("greeting.named", name=writing.contact_name)
        if writing.contact_name
        else writing.say("greeting.unnamed")
    )


def _require_matter(writing: Writing) -> None:
    layout, purpose = writing.layout, writing.order.purpose
    if purpose in {"payment_thanks", "payment_rest"} and latest_payment(writing.order.facts) is None:
        raise NothingToAsk(f"The facts hold no payment: nothing to write about ({purpose}).")
    if purpose == "promise_due_tomorrow" and due_promise(writing.order.facts) is None:
        raise NothingToAsk(f"No dated promise is open: nothing to write about ({purpose}).")
    needs_items = layout.items and purpose not in {"how_to_pay_answer", "right_contact", "promise_due_tomorrow"}
    if needs_items and not writing.items:
        raise NothingToAsk(f"No invoice is {layout.items} on this account: nothing to write about ({purpose}).")
    if layout.asks and not any(writing.net_asked.values()):
        raise NothingToAsk(f"Credits and promises cover all that is due: nothing to ask for ({purpose}).")


def matter(writing: Writing) -> list[Block]:
    """The main table, payment details and, below them, a second table of what is open beside it."""
    blocks: list[Block] = []
    if writing.items and writing.layout.listed:
        blocks.append(invoice_table(writing, writing.items, net=writing.layout.items == "asked"))
    if writing.layout.how_to_pay:
        blocks += _how_to_pay(writing)
    beside = writing.asked_beside()
    if beside:
        blocks += [Paragraph(writing.say("also.open", count=len(beside))), invoice_table(writing, beside, net=False)]
    return blocks


def _how_to_pay(writing: Writing) -> list[Block]:
    """Only what the facts allow. Without details an answer points at the invoice and a reminder says nothing."""
    allowed, answers = writing.order.facts.allowed, writing.order.purpose == "how_to_pay_answer"
    lines = []
    if allowed.bank_details:
        lines.append(writing.say("pay.bank", details=writing.one_line(allowed.bank_details)))
    if allowed.payment_link:
        lines.append(writing.say("pay.link", link=allowed.payment_link))
    if answers and not lines:
        lines.append(writing.say("pay.on_invoice", count=len(writing.items)))
    if answers and writing.items:
        lines.append(writing.say("pay.reference", numbers=writing.numbers(writing.items), count=len(writing.items)))
    return [Lines(tuple(lines))] if lines else []


def by_law(writing: Writing) -> list[Block]:
    """A new day of payment and late-payment costs beside the debt, where the facts hold them and payment is asked."""
    facts = writing.order.facts
    if not writing.layout.asks:
        return []
    lines = []
    if facts.new_due:
        lines.append(writing.say("fee.new_due", date=writing.formats.day(facts.new_due)))
    if facts.allowed.late_fee:
        lines.append(writing.say("fee.late", amount=writing.formats.amount(facts.allowed.late_fee, facts.currency)))
    return [Lines(tuple(lines))] if lines else []


def mentioned_apart(writing: Writing) -> list[Block]:
    lines = apart_lines(writing) if writing.layout.apart else ()
    return [Paragraph(writing.say("apart.heading")), Lines(lines, bullets=True)] if lines else []


def own_page(writing: Writing) -> list[Block]:
    """Where the customer sees its account and can answer; not in a letter to somebody who may be the wrong person."""
    link = writing.order.facts.allowed.account_link
    if not link or not writing.items or writing.order.purpose in TO_STRANGERS:
        return []
    return [Paragraph(writing.say("page.link", link=link))]


def _closing(writing: Writing) -> list[Block]:
    return [Paragraph(writing.say(f"closing.{writing.layout.closing}", turn=writing.earlier))]


def sign_off(writing: Writing) -> Lines:
    sender = writing.order.facts.sender
    names = (sender.name, sender.title, sender.company) if sender else ()
    lines = [writing.say("sign_off.line"), *(writing.one_line(name) for name in names if name.strip())]
    if writing.order.disclose_ai:
        lines += ["", writing.say("sign_off.ai")]
    return Lines(tuple(lines))
