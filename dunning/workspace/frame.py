"""A letter in a page: the document of a sandboxed frame."""

from __future__ import annotations


def letter_document(html: str, *, language: str) -> str:
    """The letter as the mail has it, in a document that may fetch and run nothing; for `srcdoc`, not escaped yet."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    style = "body{font:14px/1.5 sans-serif;margin:12px;color:#222;background:#fff}"
    return (
        f'<!doctype html><html lang="{language}"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>{style}</style>{html}"
    )
