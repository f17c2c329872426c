"""Who may have paid: by account, customer number and name, each with what it is worth as evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log2

from customers.matching.items import Party, Payment
from customers.matching.names import full_name, likeness, plain_name
from customers.matching.number_keys import whole_key
from customers.matching.payment_text import PaymentText
from customers.matching.weights import (
    ACCOUNT,
    ALIKE_NAME,
    CUSTOMER_DIGITS,
    CUSTOMER_NUMBER,
    CUT_NAME,
    EXACT_NAME,
    LEARNED_ACCOUNT,
    LEARNED_NAME,
    LEARNED_ONCE,
    MOST_OF_PAYER,
    NAME_IN_TEXT,
    SHARED,
    SIMILAR_NAME,
    STATED,
)

# Banks cut names at 22, 27 or 35 characters.
SHORTEST_CUT = 10
# Words that so many customers' names have say little.
COMMON_WORD = 40
SHORTEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    bits: float
    why: str


@dataclass(frozen=True, slots=True)
class Learned:
    """What confirmed payments taught of an account or name: payments by the family that they paid for."""

    families: Mapping[int, int]

    @property
    def only(self) -> tuple[int, int] | None:
        """The one family and its payments; an account that pays for several, such as a factor's, says nothing."""
        return next(iter(self.families.items())) if len(self.families) == 1 else None


@dataclass
class Directory:
    """All customers of one creditor. `learned_*` by account and by plain name, and grow with what is confirmed."""

    parties: dict[int, Party] = field(default_factory=dict)
    families: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_account: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_full_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_word: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sorted_names: list[str] = field(default_factory=list)
    learned_accounts: dict[str, Counter[int]] = field(default_factory=dict)
    learned_names: dict[str, Counter[int]] = field(default_factory=dict)
    named: dict[str, dict[int, Evidence]] = field(default_factory=dict)

    @classmethod
    def of(cls, parties: Iterable[Party]) -> Directory:
        made = cls()
        for party in parties:
            made._add(party)
        for name in made.by_name:
            for word in set(name.split()):
                made.by_word[word].append(name)
        made.sorted_names = sorted(made.by_name)
        return made

    def _add(self, party: Party) -> None:
        self.parties[party.customer_id] = party
        self.families[party.root].append(party.customer_id)
        for account in party.accounts:
            if key := account_key(account):
                self.by_account[key].append(party.customer_id)
        self.by_number[whole_key(party.number)].append(party.customer_id)
        for name in dict.fromkeys(full_name(each) for each in party.names):
            self.by_full_name[name].append(party.customer_id)
        for name in dict.fromkeys(plain_name(each) for each in party.names):
            if name:
                self.by_name[name].append(party.customer_id)

    def root(self, customer_id: int) -> int:
        party = self.parties.get(customer_id)
        return party.root if party else customer_id

    def payers(self, payment: Payment, text: PaymentText) -> dict[int, Evidence]:
        """Customers that may have paid it, with the evidence for each: that of account or number, and of the name."""
        found: dict[int, Evidence] = {}
        for part in (self._by_account(payment), self._by_number(text), self._by_name(payment.payer_name)):
            for customer_id, evidence in part.items():
                known = found.get(customer_id)
                found[customer_id] = _joined(known, evidence) if known else evidence
        if payment.customer_id is not None:
            found[payment.customer_id] = Evidence(STATED, "the payer is stated")
        return found

    def _by_account(self, payment: Payment) -> dict[int, Evidence]:
        key = account_key(payment.payer_account)
        if not key:
            return {}
        if listed := self.by_account.get(key):
            roots = {self.root(each) for each in listed}
            bits = ACCOUNT - SHARED * log2(len(roots))
            return {each: Evidence(bits, "the payer's account is known") for each in listed}
        only = Learned(self.learned_accounts.get(key, {})).only
        if only is None:
            return {}
        customer_id, times = only
        return {
            customer_id: Evidence(
                LEARNED_ACCOUNT if times > 1 else LEARNED_ONCE, f"this account paid for it {times} times before"
            )
        }

    def _by_number(self, text: PaymentText) -> dict[int, Evidence]:
        found: dict[int, Evidence] = {}
        for spelling in text.spellings:
            if len(spelling.text) < SHORTEST_NUMBER:
                continue
            listed = self.by_number.get(spelling.text, ())
            if len(listed) == 1:
                bits = CUSTOMER_DIGITS if spelling.is_digits else CUSTOMER_NUMBER
                found[listed[0]] = Evidence(bits, f"it names customer number {self.parties[listed[0]].number}")
        return found

    def _by_name(self, name: str) -> dict[int, Evidence]:
        plain = plain_name(name)
        if not plain:
            return {}
        if name not in self.named:
            self.named[name] = self._named(plain, full_name(name))
        found = dict(self.named[name])
        only = Learned(self.learned_names.get(plain, {})).only
        if only is not None:
            customer_id, times = only
            found.setdefault(customer_id, Evidence(LEARNED_NAME, f"this name paid for it {times} times before"))
        return found

    def _named(self, plain: str, full: str) -> dict[int, Evidence]:
        whole = self.by_full_name.get(full, [])
        if len(whole) == 1 and full != plain:
            return {whole[0]: Evidence(EXACT_NAME, "the payer has its name")}
        if exact := self.by_name.get(plain):
            return self._shared(exact, EXACT_NAME, "the payer has its name")
        if len(plain) >= SHORTEST_CUT and (cut := self._beginning(plain)):
            return self._shared(cut, CUT_NAME, "the payer's name begins like its name")
        close: dict[float, list[int]] = {ALIKE_NAME: [], SIMILAR_NAME: []}
        for name in self._like(plain):
            score = likeness(plain, name)
            if score >= 92:
                close[ALIKE_NAME] += self.by_name[name]
            elif score >= 82:
                close[SIMILAR_NAME] += self.by_name[name]
        for bits, listed in close.items():
            if listed:
                return self._shared(listed, bits, "the payer's name is like its name")
        return {}

    def _shared(self, listed: Iterable[int], bits: float, why: str) -> dict[int, Evidence]:
        """Evidence that several families share is worth less for each."""
        ids = list(dict.fromkeys(listed))
        roots = {self.root(each) for each in ids}
        return {each: Evidence(max(bits - SHARED * log2(len(roots)), 1.0), why) for each in ids}

    def _beginning(self, plain: str) -> list[int]:
        place = bisect_left(self.sorted_names, plain)
        found: list[int] = []
        while place < len(self.sorted_names) and self.sorted_names[place].startswith(plain):
            found += self.by_name[self.sorted_names[place]]
            place += 1
        return found

    def _like(self, plain: str) -> set[str]:
        """Names that share a word which is not common, or begin alike."""
        found: set[str] = set()
        for word in plain.split():
            listed = self.by_word.get(word, ())
            if len(listed) <= COMMON_WORD:
                found.update(listed)
        for start in {plain[:4], plain.split()[0][:5]}:
            place = bisect_left(self.sorted_names, start)
            found.update(name for name in self.sorted_names[place : place + COMMON_WORD] if name.startswith(start))
        return found

    def named_in(self, text: PaymentText) -> dict[int, Evidence]:
        """Customers whose whole name stands in the text: who is paid for."""
        plain = f" {plain_name(text.plain)} "
        found: dict[int, Evidence] = {}
        for word in set(plain.split()):
            listed = self.by_word.get(word, ())
            if len(listed) > COMMON_WORD:
                continue
            for name in listed:
                if len(name) >= 6 and f" {name} " in plain:
                    found |= self._shared(self.by_name[name], NAME_IN_TEXT, "the text has its name")
        return found

    def learn(self, payment: Payment, customer_id: int) -> None:
        """A confirmed payment for this customer."""
        if key := account_key(payment.payer_account):
            self.learned_accounts.setdefault(key, Counter())[customer_id] += 1
        if name := plain_name(payment.payer_name):
            self.learned_names.setdefault(name, Counter())[customer_id] += 1


def account_key(account: str) -> str:
    return account.replace(" ", "").upper()


def _joined(one: Evidence, other: Evidence) -> Evidence:
    """Two kinds of evidence for the same payer; they are not independent, so the weaker counts half."""
    strong, weak = (one, other) if one.bits >= other.bits else (other, one)
    return Evidence(min(strong.bits + weak.bits / 2, MOST_OF_PAYER), f"{strong.why} and {weak.why}")
