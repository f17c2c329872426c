from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.staticfiles import finders

LEFT_OUT = (
    "unfold/js/chart/chart.js",
    "admin/js/vendor/xregexp/xregexp.js",
    "admin/js/vendor/xregexp/xregexp.min.js",
)


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_script_that_no_page_uses_is_served_empty(name):
    found = Path(str(finders.find(name)))

    assert found == settings.BASE_DIR / "static" / name
    assert found.stat().st_size < 300


def test_no_form_fills_fields_from_others_for_which_it_would_need_the_script_left_out():
    owners = [
        *admin.site._registry.values(),
        *(inline for one in admin.site._registry.values() for inline in one.inlines),
    ]

    assert not [str(owner) for owner in owners if owner.prepopulated_fields]
