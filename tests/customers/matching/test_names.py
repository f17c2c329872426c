from __future__ import annotations

import pytest

from customers.matching.names import same_name


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Müller & Söhne GmbH", "MUELLER SOEHNE", True),
        ("Acme Ltd.", "ACME LIMITED", True),
        ("Contoso Ltd", "Contoso Logistics Ltd", False),
        ("GmbH", "GmbH", False),
        ("", "", False),
    ],
)
def test_names_are_compared_without_accents_and_legal_forms(left: str, right: str, same: bool) -> None:
    assert same_name(left, right) is same
