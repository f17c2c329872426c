"""What a first visit fetches, with nothing kept: page, styles, scripts, fonts and pictures, as they travel."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Response

from tests.browser.seeding import Seeded

LIMIT = 300_000
# These are compressed as they are.
PACKED = (".woff2", ".png", ".webp", ".jpg")
PAGES = (
    "admin:index",
    "admin:dunning_review_queue",
    "admin:customers_customer_changelist",
    "admin:customers_invoice_changelist",
    "admin:dunning_case_changelist",
    "admin:dunning_message_changelist",
    "admin:customers_banktransaction_changelist",
)


def weight(answer: Response) -> int:
    """Bytes, compressed as whitenoise or a proxy sends them."""
    body = answer.body()
    return len(body) if answer.url.endswith(PACKED) else len(gzip.compress(body, 6))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_weighs_less_than_300_kilobytes(name: str, open_page: Any, manager: User, seeded: Seeded) -> None:
    page = open_page(manager)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if answer.status == 200 else None)
    page.goto(reverse(name), wait_until="networkidle")

    weights = {answer.url: weight(answer) for answer in answers}

    heaviest = sorted(weights.items(), key=lambda item: -item[1])[:8]
    assert sum(weights.values()) < LIMIT, heaviest
    assert any(url.endswith(".woff2") for url in weights)
