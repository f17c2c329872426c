from datetime import date

import pytest

from trade.terms import due_date

UNCOUNTED = "are not payment terms that can be counted: write days (“30”), “30 EOM”, “45 fdm” or “due on receipt”."


@pytest.mark.parametrize(
    "terms",
    [
        30,
        "30",
        "30.0",
        "net 30",
        "Net30",
        "NET-30",
        "n/30",
        "30 days",
        "Net 30 days",
        "30 Tage netto",
        "innerhalb 30 Tagen",
        "30 jours",
        "2/10 net 30",
        "2% 10 Net 30",
        "2/10, n/30",
        " net  30. ",
    ],
)
def test_days_count_from_the_issue(terms: str | int) -> None:
    assert due_date(date(2026, 1, 31), terms) == date(2026, 3, 2)


@pytest.mark.parametrize(
    "terms",
    ["due on receipt", "Due upon receipt", "on receipt", "immediate", "sofort fällig", "à réception", "COD", "0", 0],
)
def test_due_at_once_is_the_day_of_issue(terms: str | int) -> None:
    assert due_date(date(2026, 1, 31), terms) == date(2026, 1, 31)


@pytest.mark.parametrize(
    "terms", ["30 EOM", "net 30 EOM", "EOM 30", "EOM+30", "30 days after end of month", "fin de mois 30 jours"]
)
def test_days_eom_count_from_the_end_of_the_month_of_issue(terms: str) -> None:
    assert due_date(date(2026, 1, 15), terms) == date(2026, 3, 2)
    assert due_date(date(2024, 2, 1), terms) == date(2024, 3, 30)


@pytest.mark.parametrize(
    "terms", ["45 fdm", "45 F.D.M.", "45 jours fin de mois", "45 días fin de mes", "45 gg d.f.f.m."]
)
def test_days_fin_de_mois_end_with_the_month_in_which_they_run_out(terms: str) -> None:
    assert due_date(date(2026, 1, 14), terms) == date(2026, 2, 28)
    assert due_date(date(2026, 1, 15), terms) == date(2026, 3, 31)


@pytest.mark.parametrize("terms", ["EOM", "end of month", "fin de mois"])
def test_the_end_of_the_month_alone_is_its_last_day(terms: str) -> None:
    assert due_date(date(2024, 2, 1), terms) == date(2024, 2, 29)
    assert due_date(date(2026, 12, 31), terms) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ("", "The payment terms are empty."),
        ("as agreed", f"“as agreed” {UNCOUNTED}"),
        ("-1", f"“-1” {UNCOUNTED}"),
        (-1, "Payment terms of “-1” are not between 0 and 3650 days."),
        ("5000", "Payment terms of “5000” are not between 0 and 3650 days."),
    ],
)
def test_other_terms_are_refused_with_a_sentence(terms: str | int, why: str) -> None:
    with pytest.raises(ValueError) as refusal:
        due_date(date(2026, 1, 15), terms)
    assert str(refusal.value) == why
