from __future__ import annotations

import csv
import json
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from dunning.services.cases.defaults import ensure_defaults

pytestmark = pytest.mark.django_db


def simulate(*arguments: str) -> str:
    out = StringIO()
    call_command("simulate", "--customers", "60", "--days", "90", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_installations_own_cadence_is_played_at_two_rungs_unless_others_are_named(tmp_path):
    ensure_defaults()
    told = json.loads(simulate("--json"))
    assert [(row["cadence"], row["rung"]) for row in told["results"]] == [
        ("standard", "suggest"),
        ("standard", "autonomous"),
    ]
    assert "none of them for a forecast" in told["assumed"]


def test_a_table_a_csv_file_and_a_chart(tmp_path):
    ensure_defaults()
    table, chart = tmp_path / "table.csv", tmp_path / "chart.svg"
    said = simulate(
        "--cadence", "none", "--cadence", "gentle", "--rung", "2", "--csv", str(table), "--chart", str(chart)
    )
    assert said.splitlines()[0].split()[:3] == ["cadence", "rung", "DSO"]
    assert "none of them for a forecast" in said
    with table.open(newline="") as file:
        assert [row["cadence"] for row in csv.DictReader(file)] == ["none", "gentle"]
    assert ElementTree.fromstring(chart.read_text()).tag.endswith("svg")


def test_an_unknown_cadence_is_refused_with_the_known_ones():
    ensure_defaults()
    with pytest.raises(CommandError, match="“swift” is no cadence; there are standard, none, gentle"):
        simulate("--cadence", "swift")


def test_what_is_assumed_can_be_read():
    said = simulate("--behaviours")
    assert "forgetful: 40% of customers. Can and will pay" in said
