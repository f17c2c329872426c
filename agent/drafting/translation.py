"""Whether a translation of the wording is fit for use: complete, with the right fields and plural forms.

python -m agent.drafting.translation LANGUAGE …
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from agent.drafting.catalogue import SOURCE, fields_of, forms_of, read_catalogue, translation_file

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

WORD = re.compile(r"[^\W\d_]+")
# Amounts of items that a letter may name; plural rules of larger numbers are not needed.
COUNTS = range(1001)


def problems(language: str) -> list[str]:
    """What a translator still has to do, a sentence each; empty where the translation is fit for use."""
    source, translation = read_catalogue(SOURCE), read_catalogue(translation_file(language))
    plural_form = plural_form_of(translation)
    found = plural_rule_problems(language, plural_form, translation.num_plurals)
    wanted = {(message.context, forms_of(message.id)[0]) for message in source if message.id}
    for message in source:
        if message.id:
            translated = translation.get(forms_of(message.id)[0], message.context)
            found += [f"{message.context}: {one}" for one in _message_problems(message, translated, plural_form)]
    left = [m for m in translation if m.id and (m.context, forms_of(m.id)[0]) not in wanted]
    return found + [f"{m.context}: “{forms_of(m.id)[0]}” is not in {SOURCE.name}." for m in left]


def plural_form_of(catalog: Catalog) -> Callable[[int], int]:
    """The rule in a catalogue's header: the number of things to the index of the form."""
    from gettext import c2py

    rule: Callable[[int], int] = c2py(catalog.plural_expr)
    return rule


def plural_rule_problems(language: str, plural_form: Callable[[int], int], forms: int) -> list[str]:
    """Whether the header tells the same numbers apart as CLDR does."""
    from babel import Locale

    named = Locale.parse(language).plural_form
    pairs = {(plural_form(count), named(count)) for count in COUNTS}
    right = len(pairs) == len({form for form, _ in pairs}) == len({name for _, name in pairs}) == forms
    return [] if right else [f"Plural-Forms of {language} differs from CLDR."]


def wording_problems(source: Sequence[str], written: Sequence[str], plural_form: Callable[[int], int]) -> list[str]:
    """What is wrong with one wording: `source` its English forms, `written` its forms in the language."""
    if not all(text.strip() for text in written):
        return ["not translated in every form."]
    wanted, found = fields_of(*source), []
    for text in written:
        missing, strange = wanted - fields_of(text) - {"count"}, fields_of(text) - wanted
        found += [f"“{text}” lacks {{{name}}}." for name in sorted(missing)]
        found += [f"“{text}” has {{{name}}}, which is not filled in here." for name in sorted(strange)]
        if "{" in FIELDLESS.sub("", text) or "}" in FIELDLESS.sub("", text):
            found.append(f"“{text}” has a brace that belongs to no field.")
    return found + _count_problems(written, plural_form)


FIELDLESS = re.compile(r"{\w+}")


def _count_problems(written: Sequence[str], plural_form: Callable[[int], int]) -> list[str]:
    """Where one form states the number, a form for more than one number must state it too (21 in Russian)."""
    if not any("{count}" in text for text in written):
        return []
    found = []
    for form, text in enumerate(written):
        several = sum(1 for count in COUNTS if count and plural_form(count) == form) > 1
        if several and "{count}" not in text:
            found.append(f"“{text}” stands for several numbers and lacks {{count}}.")
    return found


def _message_problems(message: Message, translated: Message | None, plural_form: Callable[[int], int]) -> list[str]:
    source = forms_of(message.id)
    if translated is None:
        return [f"“{source[0]}” is missing."]
    if translated.fuzzy:
        return [f"“{source[0]}” is marked as fuzzy."]
    written = forms_of(translated.string)
    if not all(written):
        return [f"“{source[0]}” is not translated in every form."]
    found = wording_problems(source, written, plural_form)
    copies = [text for text in written if text in source and len(WORD.findall(FIELDLESS.sub("", text))) > 1]
    return found + [f"“{text}” is English." for text in copies]


def main() -> None:
    found = [problem for language in sys.argv[1:] for problem in problems(language)]
    print("\n".join(found) or "Nothing to do.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
