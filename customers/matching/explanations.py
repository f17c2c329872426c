"""What may explain a payment: sets of items with the evidence for each, in bits."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from math import log2

from customers.matching.amount_fit import DISCOUNT_COST, Fit, early_discount, exact_bits, fits
from customers.matching.choices import NONE, Choice, Way, sums_of
from customers.matching.citations import closed_mentions, mentions_in
from customers.matching.directory import Directory, Evidence
from customers.matching.items import AdvisedLine, Item, Payment
from customers.matching.mention import Mention, by_invoice
from customers.matching.month_words import months_in
from customers.matching.near_citations import SLIP, near_mentions
from customers.matching.number_keys import digits_key, squeezed_key, whole_key
from customers.matching.open_ledger import OpenLedger
from customers.matching.payment_text import PaymentText
from customers.matching.remittance_text import advised_lines
from customers.matching.subsets import sets_looked_at, subset_sums
from customers.matching.unrelated import unrelated_kind

# A payer that is known may pay for its family, less likely for a sister; anybody may pay for a stranger.
OF_FAMILY, OF_STRANGER = 1.0, 8.0
KNOWN_PAYER = 10.0
LIKELY_PAYER = 4.0
# That a payment takes something which it does not name although it names something.
UNNAMED = 3.0
CREDIT_UNNAMED = 2.0
# Choices among what places may mean.
MOST_MEANINGS = 8
MOST_SUBSETS = 24
ADVISED = 24.0
SURE_PLACE = 9.0
UNRELATED = 20.0
RANGE = 6.0
# That the text speaks of a statement, or of all that is open.
STATEMENT = 6.0
STATEMENT_WORDS = re.compile(
    r"\b(?:STATEMENT|STMT|ALL OPEN|OPEN ITEMS|ACCOUNT BALANCE|BALANCE OF ACCOUNT|KONTOAUSZUG"
    r"|KONTOAUSGLEICH|OFFENEN? POSTEN|OP-LISTE"
    r"|SALDENAUSGLEICH|ALLE OFFENEN|RELEVE|TOUTES (?:LES )?FACTURES|SOLDE|ESTRATTO CONTO|PARTITE APERTE|SALDO CONTO"
    r"|EXTRACTO|ESTADO DE CUENTA|TODAS LAS FACTURAS|EXTRATO|REKENINGOVERZICHT|OPENSTAANDE|KONTOUTDRAG|OPPNA POSTER"
    r"|KONTOUDTOG|KONTOUTSKRIFT|APNE POSTER|TILIOTE|AVOIMET|ZESTAWIENIE|WYCIAG|VYPIS|KIVONAT|EXTRAS)\b"
)
# That the text names the month of the one invoice among several of the same amount.
MONTH = 7.0


@dataclass(frozen=True, slots=True)
class Explanation:
    """`bits` of evidence that this is what was paid; `customer_id`: whose account keeps `rest`."""

    lines: tuple[tuple[int, int, str], ...]
    bits: float
    code: str
    reasons: tuple[str, ...]
    rest: int = 0
    customer_id: int | None = None

    @property
    def outcome(self) -> tuple[object, ...]:
        return (tuple(sorted(self.lines)), self.rest)


@dataclass
class Scene:
    """A payment with what is known about it before anything is explained."""

    payment: Payment
    text: PaymentText
    ledger: OpenLedger
    directory: Directory
    payers: Mapping[int, Evidence]
    beneficiaries: Mapping[int, Evidence]
    mentions: list[Mention]
    closed: list[Mention]
    families: list[Item]
    roots: list[int]

    @property
    def best_payer(self) -> float:
        return max((each.bits for each in self.payers.values()), default=0.0)


def scene_of(payment: Payment, ledger: OpenLedger, directory: Directory) -> Scene:
    """Looks for payers, then for what the text names, then again among the likely payers' items."""
    text = PaymentText(payment.text, year=payment.booked_on.year)
    payers = directory.payers(payment, text)
    beneficiaries = directory.named_in(text)
    mentions = [mention for mention in mentions_in(text, ledger) if _fits_currency(mention, payment)]
    scene = Scene(payment, text, ledger, directory, payers, beneficiaries, mentions, [], [], [])
    scene.closed = closed_mentions(text, ledger)
    spent = [mention for mention in mentions if not any(ledger.left(item) for item, _ in mention.meant)]
    scene.closed += spent
    scene.mentions = [mention for mention in mentions if mention not in spent]
    _settle_overlaps(scene)
    scene.mentions = [each for each in scene.mentions if not _is_chance(scene, each)]
    scene.closed = [each for each in scene.closed if not _is_chance(scene, each)]
    if _is_plain(scene):
        return scene
    roots = scene.roots = _roots(scene)
    scene.families = [
        item
        for root in roots
        for customer_id in directory.families.get(root, [root])
        for item in ledger.by_customer.get(customer_id, ())
        if item.currency == payment.currency and ledger.left(item)
    ]
    pool = list({item.invoice_id: item for item in (*scene.families, *_equal(scene))}.values())
    known = frozenset(item.invoice_id for mention in scene.mentions for item, _ in mention.meant)
    strange = [each for each in (*scene.mentions, *scene.closed) if scene.families and _is_strange(scene, each)]
    taken = [mention for mention in (*scene.mentions, *scene.closed) if mention not in strange]
    near = near_mentions(text, pool, taken, known=known)
    # A slip may hit the number of somebody else's invoice: the payer's own that is nearly the same may be meant.
    slipped = {mention for mention in strange if any(mention.place.overlaps(each.place) for each in near)}
    scene.mentions = [_both(mention, near) if mention in slipped else mention for mention in scene.mentions]
    named = [each for each in scene.mentions if each.exact or each in slipped]
    scene.mentions += [each for each in near if not any(each.place.overlaps(other.place) for other in named)]
    scene.closed = [each for each in scene.closed if not _is_strange_slip(scene, each, near)]
    scene.mentions += _ranges(scene)
    return scene


def _is_strange_slip(scene: Scene, closed: Mention, near: Iterable[Mention]) -> bool:
    return _is_strange(scene, closed) and any(closed.place.overlaps(each.place) for each in near)


def _ranges(scene: Scene) -> list[Mention]:
    """Numbers from one to another: what lies between them of the same customer is named too."""
    ordered = sorted((each for each in scene.mentions if not each.together), key=lambda each: each.place.first)
    found = []
    for one, other in pairwise(ordered):
        if other.place.first <= one.place.last or not scene.text.is_range(one.place.last, other.place.first):
            continue
        low, high = one.meant[0][0], other.meant[0][0]
        between = [
            item
            for item in scene.families
            if item.customer_id == low.customer_id == high.customer_id
            and digits_key(low.number) < digits_key(item.number) < digits_key(high.number)
            and len(digits_key(item.number)) == len(digits_key(low.number))
            and not item.is_credit_note
        ]
        if between:
            found.append(Mention(one.place, tuple((item, RANGE) for item in between), "in the range named", True))
    return found


def _is_strange(scene: Scene, mention: Mention) -> bool:
    return scene.best_payer >= KNOWN_PAYER and all(payer_bits(scene, [item])[0] < 0 for item, _ in mention.meant)


def _both(mention: Mention, near: Iterable[Mention]) -> Mention:
    own = [pair for each in near if each.place.overlaps(mention.place) and each.how == SLIP for pair in each.meant]
    return replace(mention, meant=(*mention.meant, *own), exact=mention.exact and not own)


def _is_plain(scene: Scene) -> bool:
    """Whether what is named for certain makes the amount, as it mostly does: nothing else needs to be looked for."""
    named = [mention.meant[0] for mention in scene.mentions]
    return (
        bool(named)
        and all(len(mention.meant) == 1 and mention.bits >= SURE_PLACE for mention in scene.mentions)
        and not any(_is_strange(scene, mention) for mention in scene.mentions)
        and sum(scene.ledger.left(item) for item in {item for item, _ in named}) == scene.payment.amount
    )


def _is_chance(scene: Scene, mention: Mention) -> bool:
    """A date that is somebody else's plain number, while the payer is likely another."""
    likely = scene.best_payer >= LIKELY_PAYER
    return mention.place.is_date and likely and all(payer_bits(scene, [item])[0] <= 0 for item, _ in mention.meant)


def _settle_overlaps(scene: Scene) -> None:
    """A place names an open item or a settled one: whichever fits the payer and the spelling better."""

    def worth(mention: Mention) -> float:
        return max(bits + payer_bits(scene, [item])[0] for item, bits in mention.meant)

    for closed in list(scene.closed):
        for mention in [each for each in scene.mentions if each.place.overlaps(closed.place)]:
            if worth(closed) > worth(mention):
                scene.mentions.remove(mention)
            elif closed in scene.closed:
                scene.closed.remove(closed)


def _equal(scene: Scene) -> Iterator[Item]:
    """Items anywhere of exactly the amount, or of what is left of it after what is named for certain."""
    ledger, payment = scene.ledger, scene.payment
    named = {mention.meant[0][0] for mention in scene.mentions if len(mention.meant) == 1}
    rest = payment.amount - sum(ledger.left(item) for item in named)
    for amount in {payment.amount, rest}:
        for item in ledger.by_amount.get((payment.currency, amount), ()):
            if ledger.left(item) == amount and item not in named:
                yield item


def _fits_currency(mention: Mention, payment: Payment) -> bool:
    return any(item.currency == payment.currency for item, _ in mention.meant)


def _roots(scene: Scene) -> list[int]:
    """Heads of the families that may be concerned: likely payers, who is named, whose invoices are named."""
    found: dict[int, None] = {}
    for evidence in (scene.payers, scene.beneficiaries):
        for customer_id, part in evidence.items():
            if part.bits >= LIKELY_PAYER:
                found[scene.directory.root(customer_id)] = None
    for mention in (*scene.mentions, *scene.closed):
        for item, bits in mention.meant[:3]:
            if bits >= 6:
                found[scene.directory.root(item.customer_id)] = None
    return list(found)


def explanations(scene: Scene) -> list[Explanation]:
    """All that were found, the best first; two of the same outcome are one."""
    best: dict[tuple[object, ...], Explanation] = {}
    for each in (*_advised(scene), *_named(scene), *_of_payers(scene), *_settled(scene)):
        known = best.get(each.outcome)
        if known is None or known.bits < each.bits:
            best[each.outcome] = each
    return sorted(best.values(), key=lambda each: -each.bits)


def payer_bits(scene: Scene, items: Iterable[Item]) -> tuple[float, str]:
    """How well who paid and who is named fit whose items these are: the weakest of them counts."""
    weakest: tuple[float, str] | None = None
    for customer_id in {item.customer_id for item in items}:
        found = _payer_bits(scene, customer_id)
        if weakest is None or found[0] < weakest[0]:
            weakest = found
    return weakest or (0.0, "")


def _payer_bits(scene: Scene, customer_id: int) -> tuple[float, str]:
    root = scene.directory.root(customer_id)
    best, why = 0.0, ""
    for payer_id, evidence in scene.payers.items():
        if payer_id == customer_id:
            bits = evidence.bits
        elif scene.directory.root(payer_id) == root:
            bits = evidence.bits - OF_FAMILY
        else:
            continue
        if bits > best:
            best, why = bits, evidence.why
    if not why and scene.best_payer >= KNOWN_PAYER:
        best, why = -OF_STRANGER, "somebody else pays"
    if (named := scene.beneficiaries.get(customer_id)) and customer_id not in scene.payers:
        best, why = best + named.bits, f"{why}; {named.why}" if why else named.why
    return best, why


def _named(scene: Scene) -> Iterator[Explanation]:
    """What the text names: each reading that makes the amount, and the plainest one where none does."""
    if not scene.mentions:
        return
    options = [_choices(scene, mention) for mention in scene.mentions]
    for way in sums_of(options).get(scene.payment.amount, ()):
        if not way.items:
            continue
        fit = _exact_fit(scene, way)
        yield _of_named(scene, way.items, way.bits, fit)
    plain = _plainest(scene, options)
    if not plain.items:
        return
    evidence = by_invoice(scene.mentions)
    surely = _plainest(scene, [_choices(scene, mention) for mention in _sure_mentions(scene)])
    for reading in (plain, surely):
        for fit in _with_unnamed(scene, reading.items, evidence):
            yield _of_named(scene, reading.items, reading.bits, fit)
    for fit in fits(scene.payment, surely.items, scene.ledger):
        if not fit.rest or _may_be_over(scene, surely):
            yield _of_named(scene, surely.items, surely.bits, fit)


def _sure_mentions(scene: Scene) -> list[Mention]:
    """Read without a slip; bare digits of a stranger's number count only where nothing of the payer's is named."""
    sure = [mention for mention in scene.mentions if mention.exact]
    own = [mention for mention in sure if not _is_strange(scene, mention)]
    return [mention for mention in sure if mention in own or not own or not mention.place.is_digits]


def _of_named(scene: Scene, items: Sequence[Item], bits: float, fit: Fit) -> Explanation:
    named = ", ".join(item.number for item in items[:5]) + (" …" if len(items) > 5 else "")
    payer, payer_why = payer_bits(scene, items)
    why = f"It names {named}" + (f" and {fit.how}" if fit.how else "") + "."
    return _explanation(scene, fit, bits + payer + fit.bits, _code(fit, named=True), (why, _sentence(payer_why)), items)


def _choices(scene: Scene, mention: Mention) -> list[Choice]:
    """Meanings of a place, the likelier payers' first, each with and without discount; or none of them."""
    made: list[Choice] = []
    meant = [(item, bits) for item, bits in mention.meant if _takes(scene, item)]
    ranked = sorted(meant, key=lambda each: -(each[1] + payer_bits(scene, [each[0]])[0]))[:MOST_MEANINGS]
    share = log2(len(meant)) if mention.together and len(meant) > 1 else 0.0
    if share:
        everything = tuple(item for item, _ in meant)
        money = sum(scene.ledger.left(item) for item in everything)
        made.append(_choice(scene, everything, money, mention.bits))
    for item, bits in ranked:
        left = scene.ledger.left(item)
        made.append(_choice(scene, (item,), left, bits - share))
        if off := early_discount(item, scene.payment, scene.ledger):
            made.append(_choice(scene, (item,), left - off, bits - share - DISCOUNT_COST, ((item.invoice_id, off),)))
    return [*made, NONE]


def _choice(
    scene: Scene, items: tuple[Item, ...], money: int, bits: float, discounts: tuple[tuple[int, int], ...] = ()
) -> Choice:
    return Choice(items, money, bits, bits + payer_bits(scene, items)[0] / 2, discounts)


def _exact_fit(scene: Scene, way: Way) -> Fit:
    discounts = way.discounts
    lines: list[tuple[int, int, str]] = []
    for item in way.items:
        left, off = scene.ledger.left(item), discounts.get(item.invoice_id, 0)
        lines.append((item.invoice_id, left - off, "credit_note" if left < 0 else "invoice"))
        if off:
            lines.append((item.invoice_id, off, "discount"))
    return Fit(tuple(lines), exact_bits(scene.payment.amount), "less discount for paying early" if discounts else "")


def _plainest(scene: Scene, options: Sequence[Sequence[Choice]]) -> Way:
    chosen: list[Choice] = []
    taken: set[int] = set()
    for choices in options:
        full = [each for each in choices if each.items and not each.discounts]
        best = max(full, key=lambda each: each.worth, default=None)
        if best and not any(item.invoice_id in taken for item in best.items):
            chosen.append(best)
            taken |= {item.invoice_id for item in best.items}
    return Way(tuple(chosen), sum(each.bits for each in chosen), sum(each.worth for each in chosen))


def _may_be_over(scene: Scene, plain: Way) -> bool:
    """More than is named is too much paid only where all that is named was understood, and beyond doubt."""
    covered = frozenset(
        index for mention in _sure_mentions(scene) for index in range(mention.place.first, mention.place.last + 1)
    )
    sure = all(len(mention.meant) == 1 for mention in _sure_mentions(scene))
    sure = sure and not scene.text.has_range
    payer, _ = payer_bits(scene, plain.items)
    invoices_only = not any(item.is_credit_note for item in plain.items)
    return sure and payer > 0 and invoices_only and not scene.closed and not scene.text.listed_beside(covered)


def _takes(scene: Scene, item: Item) -> bool:
    return item.currency == scene.payment.currency and bool(scene.ledger.left(item))


def _with_unnamed(scene: Scene, items: Sequence[Item], evidence: Mapping[int, float]) -> Iterator[Fit]:
    """What is named and something of the same family that is not: credit notes taken, invoices beyond a cut text."""
    chosen = {item.invoice_id for item in items}
    roots = {scene.directory.root(item.customer_id) for item in items}
    others = [
        item
        for item in scene.families
        if item.invoice_id not in chosen
        and item.invoice_id not in evidence
        and scene.directory.root(item.customer_id) in roots
    ]
    total = sum(scene.ledger.left(item) for item in items)
    rest = scene.payment.amount - total
    if not others or not rest or total <= 0:
        return
    wanted = [item for item in others if (scene.ledger.left(item) > 0) == (rest > 0)]
    amounts = [scene.ledger.left(item) for item in wanted]
    found = [places for places in subset_sums(amounts, rest, most=4) if len(places) <= 3]
    cost = UNNAMED if rest > 0 else CREDIT_UNNAMED
    for places in found:
        added = [wanted[place] for place in places]
        bits = exact_bits(scene.payment.amount) - log2(sets_looked_at(len(wanted), len(places))) - cost
        lines = tuple(_line(scene, item) for item in (*items, *added))
        numbers = ", ".join(item.number for item in added)
        yield Fit(lines, bits, f"{'takes off' if rest < 0 else 'pays'} {numbers}, which it does not name,")


def _of_payers(scene: Scene) -> Iterator[Explanation]:
    """What the likely payers owe, whatever the text says."""
    groups: dict[int, list[Item]] = {}
    for item in scene.families:
        groups.setdefault(item.customer_id, []).append(item)
    for root in {scene.directory.root(customer_id) for customer_id in groups}:
        members = [each for each in scene.directory.families.get(root, [root]) if each in groups]
        whole = [item for each in members for item in groups[each]]
        if len(members) > 1:
            yield from _of_group(scene, whole)
        for member in members:
            yield from _of_group(scene, groups[member])


def _of_group(scene: Scene, items: Sequence[Item]) -> Iterator[Explanation]:
    payer, payer_why = payer_bits(scene, items)
    if payer < LIKELY_PAYER:
        return
    payment, ledger = scene.payment, scene.ledger
    evidence = by_invoice(scene.mentions)

    def named(chosen: Iterable[Item]) -> float:
        return sum(evidence.get(item.invoice_id, 0.0) for item in chosen)

    for chosen, cost, what in _natural_sets(scene, items):
        for fit in fits(payment, chosen, ledger):
            if fit.bits > 0:
                why = f"It pays {what}{', ' + fit.how if fit.how else ''}."
                yield _explanation(
                    scene,
                    fit,
                    payer + fit.bits + named(chosen) - cost,
                    "payer_balance",
                    (why, _sentence(payer_why)),
                    chosen,
                )
    invoices = [item for item in items if not item.is_credit_note]
    for item in invoices:
        off = early_discount(item, payment, ledger) if ledger.left(item) > payment.amount else 0
        if off and ledger.left(item) - off == payment.amount:
            fit = fits(payment, [item], ledger)[0]
            why = f"It pays {item.number} {fit.how}."
            bits = payer + fit.bits + named([item]) - log2(len(invoices)) - 1
            yield _explanation(scene, fit, bits, "payer_amount", (why, _sentence(payer_why)), [item])
    amounts = [ledger.left(item) for item in items]
    months = months_in(scene.text.plain, booked_on=payment.booked_on)
    for places in subset_sums(amounts, payment.amount, most=MOST_SUBSETS):
        picked = [items[place] for place in places]
        bits = payer + exact_bits(payment.amount) - log2(sets_looked_at(len(items), len(places)))
        bits += named(picked)
        code = "payer_amount"
        if len(months) == 1 and {(item.issued_on.year, item.issued_on.month) for item in picked} == months:
            bits, code = bits + MONTH, "payer_month"
        fit = Fit(tuple(_line(scene, item) for item in picked), 0.0, "")
        numbers = ", ".join(item.number for item in picked)
        why = f"Of what it owes, {numbers} {'is' if len(picked) == 1 else 'together are'} exactly this amount."
        yield _explanation(scene, fit, bits, code, (why, _sentence(payer_why)), picked)


def _natural_sets(scene: Scene, items: Sequence[Item]) -> Iterator[tuple[list[Item], float, str]]:
    """Sets that people pay: all, all as of a day that the text names, all that is due, a month's."""
    booked = scene.payment.booked_on
    later = {scene.ledger.left(item) for item in items if item.issued_on > booked}
    items = [item for item in items if item.issued_on <= booked]
    amounts = {scene.ledger.left(item) for item in items}
    # Of equal invoices some are not all: which of them are meant cannot be seen.
    if len(items) < 2 or (len(amounts) == 1 and amounts & later):
        return
    said = STATEMENT if STATEMENT_WORDS.search(scene.text.plain) else 0.0
    yield items, 1.0 - said, "all that is open"
    invoices = [item for item in items if not item.is_credit_note]
    if len(invoices) != len(items):
        yield invoices, 2.0 - said, "all open invoices"
    for day in _closing_days(scene):
        for chosen in ([item for item in listed if item.issued_on <= day] for listed in (items, invoices)):
            if 1 < len(chosen) < len(items):
                yield chosen, 2.0 - said, f"all that was issued by {day}"
    due = [item for item in invoices if item.due_on <= booked]
    if 1 < len(due) < len(invoices):
        yield due, 2.0 - said, "all that is due"
    months = {(item.issued_on.year, item.issued_on.month) for item in invoices}
    for month in months if len(months) > 1 else ():
        chosen = [item for item in invoices if (item.issued_on.year, item.issued_on.month) == month]
        if len(chosen) > 1:
            yield chosen, 1.0 + log2(len(months)), f"all of {month[0]}-{month[1]:02d}"


def _closing_days(scene: Scene) -> set[date]:
    """Days as of which a statement in the text may be: days as they stand, and the ends of months."""
    booked = scene.payment.booked_on
    months = months_in(scene.text.plain, booked_on=booked)
    ends = {date(year, month, monthrange(year, month)[1]) for year, month in months}
    return {day for day in (*scene.text.dates, *ends) if day < booked}


def _advised(scene: Scene) -> Iterator[Explanation]:
    """A remittance advice, or lines in the text, that say what is paid on each and come to the amount."""
    lines = scene.payment.advised or advised_lines(scene.payment.text)
    if not lines or sum(line.amount or 0 for line in lines) != scene.payment.amount:
        return
    booked: list[tuple[int, int, str]] = []
    items = []
    for line in lines:
        item = _advised_item(scene, line)
        if item is None or line.amount is None or not _holds(scene.ledger.left(item), line.amount):
            return
        short = scene.ledger.left(item) - line.amount
        booked.append((item.invoice_id, line.amount, "credit_note" if line.amount < 0 else "invoice"))
        if short and short == early_discount(item, scene.payment, scene.ledger):
            booked.append((item.invoice_id, short, "discount"))
        items.append(item)
    if len({item.invoice_id for item in items}) < len(items):
        return
    payer, payer_why = payer_bits(scene, items)
    bits = ADVISED + exact_bits(scene.payment.amount) + payer
    fit = Fit(tuple(booked), 0.0, "")
    why = f"Its remittance advice says what is paid on each of {len(items)}."
    yield _explanation(scene, fit, bits, "cited", (why, _sentence(payer_why)), items)


def _advised_item(scene: Scene, line: AdvisedLine) -> Item | None:
    """The one that the document number means: exactly, or by its digits among what the text names."""
    ledger = scene.ledger
    key = whole_key(line.document)
    listed = ledger.by_key.get(key) or ledger.by_key.get(squeezed_key(line.document))
    listed = listed or ledger.by_digits.get(digits_key(line.document), [])
    found = [item for item in listed if _takes(scene, item)]
    return found[0] if len(found) == 1 else None


def _holds(left: int, amount: int) -> bool:
    return (0 < amount <= left) if left > 0 else (left <= amount < 0)


def _settled(scene: Scene) -> Iterator[Explanation]:
    """The text names what is settled already: paid twice."""
    named = [mention.meant[0] for mention in scene.closed if len(mention.meant) == 1]
    if not named or scene.mentions:
        return
    items = [item for item, _ in named]
    if any(item.currency != scene.payment.currency for item in items):
        return
    roots = {scene.directory.root(item.customer_id) for item in items}
    if len(roots) != 1:
        return
    payer, payer_why = payer_bits(scene, items)
    numbers = ", ".join(item.number for item in items)
    same = exact_bits(scene.payment.amount) if sum(item.amount for item in items) == scene.payment.amount else 0.0
    why = f"It names {numbers}, which is settled already."
    if payer < 0 or (not payer and not same):
        return
    bits = sum(bits for _, bits in named) + payer + same
    fit = Fit((), 0.0, "", scene.payment.amount)
    yield _explanation(scene, fit, bits, "duplicate", (why, _sentence(payer_why)), items)


def unrelated(scene: Scene) -> Explanation | None:
    """Nobody's payment: words say what it is, and neither payer nor text is any customer's."""
    if scene.best_payer >= LIKELY_PAYER or any(each.exact and each.bits >= SURE_PLACE for each in scene.mentions):
        return None
    what = unrelated_kind(scene.payment.payer_name, scene.payment.text)
    if not what:
        return None
    return Explanation((), UNRELATED, "unrelated", (f"It is {what}, not a customer's payment.",), scene.payment.amount)


def _explanation(
    scene: Scene, fit: Fit, bits: float, code: str, reasons: Sequence[str], items: Sequence[Item]
) -> Explanation:
    debtors = {item.debtor_id for item in items}
    return Explanation(
        lines=fit.lines,
        bits=bits,
        code=code,
        reasons=tuple(reason for reason in reasons if reason),
        rest=fit.rest,
        customer_id=debtors.pop() if len(debtors) == 1 else None,
    )


def _line(scene: Scene, item: Item) -> tuple[int, int, str]:
    left = scene.ledger.left(item)
    return item.invoice_id, left, "credit_note" if left < 0 else "invoice"


def _code(fit: Fit, *, named: bool) -> str:
    kinds = {kind for _, _, kind in fit.lines}
    if "discount" in kinds:
        return "discount"
    if "bank_fee" in kinds:
        return "bank_fee"
    if fit.rest:
        return "over"
    return "part" if fit.bits < 0 and len(fit.lines) == 1 else "cited"


def _sentence(why: str) -> str:
    return why[:1].upper() + why[1:] + "." if why else ""
