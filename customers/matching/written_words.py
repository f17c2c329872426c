"""Words of a payment's text as they stand: ids and numbers that are looked up as they are written."""

from __future__ import annotations


def written_words(text: str) -> set[str]:
    """Words with a digit, marks at their ends gone, as written and in capitals."""
    words = {word.strip(".,;:()\"'-/#") for word in text.replace("+", " ").replace(",", " ").split()}
    return {form for word in words if any(c.isdigit() for c in word) for form in (word, word.upper())}
