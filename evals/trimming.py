"""Scores trimming on the mails that other reply parsers are tested with.

    python -m evals.trimming FOLDER [--part N/2] [--misses]

FOLDER holds github_email_reply_parser, zapier_email_reply_parser, mail_parser_reply and talon as they are published.
`--part 1/2` takes every second file, `--part 2/2` the others. A mail is right if the new text is exactly the expected
one (spaces aside), or all that its test asserts holds; near if little is missing or too much, or half of the
assertions hold. Sources without expected texts are judged by shape: something is left and nothing quoted is.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from agent.reading.cleaning import plain_text
from agent.reading.trimming import Trimmed, trim

_NEAR = 0.8
_ASSERTIONS_NEAR = 0.5
_ASSERTED = re.compile(r"mail\.replies\[0\]\.(body|signatures)")
_QUOTED = re.compile(
    r"^\s*>|^-{3,}.{0,30}(?:original|forwarded)|^(?:On|Am|Op|Den|Le) (?=.*\d).{10,120}:$|^(?:From|Von): .*@", re.M
)


@dataclass(frozen=True)
class Verdict:
    source: str
    file: str
    grade: str
    new_text: str


def main(argv: Sequence[str] | None = None) -> int:
    arguments = _arguments(argv)
    verdicts = list(judge(Path(arguments.folder), part=arguments.part))
    if not verdicts:
        print(f"No mails of a known reply parser in {arguments.folder}.", file=sys.stderr)
        return 1
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for verdict in verdicts:
        counts[verdict.source][verdict.grade] += 1
        if arguments.misses and verdict.grade != "right":
            print(f"{verdict.grade}: {verdict.source}/{verdict.file}\n{verdict.new_text[:600]}\n", file=sys.stderr)
    print(f"{'source':<28}{'right':>7}{'near':>7}{'wrong':>7}")
    for source, graded in sorted(counts.items()):
        print(f"{source:<28}{graded['right']:>7}{graded['near']:>7}{graded['wrong']:>7}")
    return 0


def judge(folder: Path, *, part: str = "") -> Iterator[Verdict]:
    """A verdict for every mail of the four sources, `part` of them only."""
    for source, judged in (
        ("github_email_reply_parser", _by_shape),
        ("zapier_email_reply_parser", _by_shape),
        ("mail_parser_reply", _by_assertions),
        ("talon", _by_text),
    ):
        found = list(judged(folder / source)) if (folder / source).is_dir() else []
        for number, (file, grade, new_text) in enumerate(found):
            if not part or number % 2 == int(part[0]) - 1:
                yield Verdict(source, file, grade, new_text)


_Judged = Iterator[tuple[str, str, str]]


def _by_shape(folder: Path) -> _Judged:
    for file in sorted(folder.rglob("*.txt")):
        new_text = _trimmed(file).text
        good = bool(new_text.strip()) and not _QUOTED.search(new_text)
        yield file.name, "right" if good else "wrong", new_text


def _by_assertions(folder: Path) -> _Judged:
    asserted: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in json.loads((folder / "expected_assertions.json").read_text("utf-8")):
        if _ASSERTED.fullmatch(row["target"]):
            asserted[row["file"]].append(row)
    for name in sorted(asserted):
        trimmed = _trimmed(folder / name)
        held = sum(_holds(row, trimmed) for row in asserted[name]) / len(asserted[name])
        grade = "right" if held == 1 else "near" if held >= _ASSERTIONS_NEAR else "wrong"
        yield Path(name).name, grade, trimmed.text


def _holds(row: dict[str, Any], trimmed: Trimmed) -> bool:
    """`body` is our message; what stands in `signatures` must not be in it."""
    text, expected = _letters(trimmed.text), _letters(str(row["text"]))
    if row["target"].endswith("signatures"):
        return not expected or (expected not in text) == (row["op"] != "not_contains")
    return {"equals": text == expected, "contains": expected in text, "not_contains": expected not in text}[row["op"]]


def _by_text(folder: Path) -> _Judged:
    fixtures = folder / "tests" / "fixtures"
    for file in sorted((fixtures / "standard_replies").glob("*.eml")):
        yield _graded(file, "Hello")
    for file in sorted((fixtures / "html_replies").glob("*.html")):
        yield _graded(file, "Hi. I am fine.")
    for file in sorted((fixtures / "signature" / "emails" / "stripped").glob("*_body")):
        signature = file.with_name(file.name.replace("_body", "_signature"))
        body = file.read_text("utf-8", "replace")
        own = body.replace(signature.read_text("utf-8", "replace").strip(), "") if signature.exists() else body
        sender = file.with_name(file.name.replace("_body", "_sender")).read_text("utf-8", "replace")
        yield _graded(file, own, sender=re.sub(r"<.*>", "", sender).strip())


def _graded(file: Path, expected: str, *, sender: str = "") -> tuple[str, str, str]:
    new_text = _trimmed(file, sender=sender).text
    got, wanted = _letters(new_text), _letters(expected)
    alike = SequenceMatcher(None, got, wanted, autojunk=False).ratio()
    return file.name, "right" if got == wanted else "near" if alike >= _NEAR else "wrong", new_text


def _trimmed(file: Path, *, sender: str = "") -> Trimmed:
    text = file.read_text("utf-8", "replace")
    return trim(plain_text(_body(text) if file.suffix == ".eml" else text), sender=sender)


def _body(text: str) -> str:
    mail = email.message_from_string(text, policy=email.policy.default)
    part = mail.get_body(("plain", "html")) if isinstance(mail, EmailMessage) else None
    return str(part.get_content()) if part else ""


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score trimming on the mails of other reply parsers.")
    parser.add_argument("folder")
    parser.add_argument("--part", choices=["1/2", "2/2"], default="")
    parser.add_argument("--misses", action="store_true", help="print what is not right")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
