"""One-page PDF files, by hand: the example needs no more than a few lines of text on a page (ISO 32000-1, 7.5)."""

from __future__ import annotations

from collections.abc import Sequence


def invoice_pdf(lines: Sequence[str]) -> bytes:
    """The first line as a heading, the others below it. Characters outside Latin-1 become question marks."""
    drawn = "\n".join(
        f"BT /F1 {18 if place == 0 else 11} Tf 60 {760 - 26 * place} Td ({_escaped(line)}) Tj ET"
        for place, line in enumerate(lines)
    ).encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    """Objects, the table of where each begins, and the trailer."""
    file, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(file)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return file + head + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
