from __future__ import annotations

import pytest
from factory.django import DjangoModelFactory

from tests import factories

ALL = [
    value
    for value in vars(factories).values()
    if isinstance(value, type) and issubclass(value, DjangoModelFactory) and value is not DjangoModelFactory
]


@pytest.mark.django_db
@pytest.mark.parametrize("made_by", ALL, ids=lambda made_by: made_by.__name__)
def test_a_bare_factory_makes_a_row_that_the_database_takes(made_by: type[DjangoModelFactory]) -> None:
    row = made_by.create()
    assert row.pk and made_by._meta.model.objects.filter(pk=row.pk).exists()
