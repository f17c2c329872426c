"""The pages that people use most, in German, with rows of everything: no English is left beside the data."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import CharField, TextField
from django.test import Client
from django.urls import reverse

from config.catalogue.model_words import OWN_APPS
from dunning.models import Case, Dispute, Policy, Preference
from tests.dunning.admin.rows import some_rows

# Small words that hardly an English sentence lacks and no German one has, and labels that stand alone.
TELLTALES = re.compile(
    r"\b(the|and|of|is|are|with|until|by|from|which|nobody|nothing|who|why|waits|wait|this|has|been|be|it|its|they|than|"
    r"their|there|what|where|when|how|or|for|not|yet|only|customers?|invoice|overdue|amount|search|save|show|waiting|"
    r"due|today|since|step|reason|answer|answered|written|read)\b",
    re.IGNORECASE,
)
UNSEEN = ("script", "style", "template", "code", "kbd")
# Names of icons; the sources of laws, in the words of their countries.
OTHERS = {"material-symbols-outlined", "late-rates"}
SAID_ALOUD = ("title", "placeholder", "aria-label", "alt")
# Names of languages, places and options, and a mail's subject, which are the same in every language.
PROPER = ("English", "Re: Overdue", "Port of Spain", "Isle of Man", "--with-corrections")
PAGES = (
    ("today", "admin:index", ""),
    ("queue", "admin:dunning_review_queue", ""),
    ("disputes", "admin:dunning_dispute_changelist", ""),
    ("figures", "admin:customers_snapshot_figures", ""),
    ("search", "search", "?q=INV"),
    ("setup", "admin:dunning_installation_setup", ""),
    ("preferences", "preferences", ""),
    ("unmatched money", "admin:customers_banktransaction_unmatched", ""),
    ("booked lately", "admin:customers_banktransaction_booked", ""),
    ("week ahead", "admin:dunning_cadence_week", ""),
    ("held back", "admin:dunning_cadence_week", "?held=1"),
    ("customers", "admin:customers_customer_changelist", ""),
    ("invoices", "admin:customers_invoice_changelist", ""),
    ("ladder", "admin:dunning_rungchange_ladder", ""),
    ("pilots", "admin:dunning_pilot_board", ""),
    ("forecast", "admin:dunning_forecast_weeks", ""),
    ("priority", "admin:dunning_priorityrule_changelist", ""),
    ("segments", "admin:dunning_segment_changelist", ""),
    ("bank and ERP", "admin:customers_ledgersource_differences", ""),
    ("learning", "admin:dunning_reading_learning", ""),
)


class Visible(HTMLParser):
    """What a person sees or hears of a page; parts that say that they are in English are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden, self.closing = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if not self.hidden and (tag in UNSEEN or set((given.get("class") or "").split()) & OTHERS):
            self.hidden, self.closing = True, tag
        self.words += [given[name] or "" for name in SAID_ALOUD if given.get(name)]

    def handle_endtag(self, tag: str) -> None:
        if tag == self.closing:
            self.hidden, self.closing = False, ""

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def english_of(page: str) -> list[str]:
    """The texts of a page that hold an English word, once what rows say is taken away."""
    seen = Visible()
    seen.feed(page)
    data = stored_words()
    found = []
    for text in filter(str.strip, seen.words):
        left = " ".join(text.split())
        for words in data:
            left = left.replace(words, " ")
        if TELLTALES.search(left):
            found.append(" ".join(text.split())[:120])
    return sorted(set(found))


def stored_words() -> list[str]:
    """All that rows of the own apps say, the longest first, so that no part of a sentence is left."""
    found: set[str] = set(PROPER)
    for label in OWN_APPS:
        for model in apps.get_app_config(label).get_models():
            fields = [field for field in model._meta.local_fields if isinstance(field, CharField | TextField)]
            for field in fields:
                if not field.choices:
                    found.update(model._default_manager.values_list(field.attname, flat=True))
    said = {" ".join(words.split()) for words in found if isinstance(words, str) and len(words) > 3}
    return sorted(said | {words[:length] for words in said for length in (60, 120, 160)}, key=len, reverse=True)


@pytest.fixture
def german(db: None) -> Client:
    some_rows(1)
    user = User.objects.create_superuser("leitung", password="secret")
    Preference.objects.create(user=user, language="de", formats="DE")
    client = Client()
    client.force_login(user)
    return client


def test_a_telltale_word_beside_the_data_is_found(db: None) -> None:
    said = "<p>Frist <b>until</b></p><script>the</script><input placeholder='Search'><p>Bis morgen</p>"
    assert english_of(said) == ["Search", "until"]


@pytest.mark.parametrize(("view", "query"), [page[1:] for page in PAGES], ids=[page[0] for page in PAGES])
def test_a_page_is_german_beside_its_data(german: Client, view: str, query: str) -> None:
    answer = german.get(reverse(view) + query, follow=True)

    assert answer.status_code == 200
    assert english_of(answer.content.decode()) == []


@pytest.mark.parametrize(
    ("view", "model"),
    [
        ("admin:dunning_case_change", Case),
        ("admin:dunning_dispute_page", Dispute),
        ("admin:dunning_policy_change", Policy),
    ],
    ids=["case", "dispute", "policy"],
)
def test_the_page_of_a_row_is_german_beside_its_data(german: Client, view: str, model: type[Case]) -> None:
    answer = german.get(reverse(view, args=[model.objects.order_by("pk").first().pk]))

    assert answer.status_code == 200
    assert english_of(answer.content.decode()) == []


def test_the_login_is_german_for_a_german_browser(db: None) -> None:
    answer = Client(headers={"accept-language": "de"}).get(reverse("admin:login"))

    assert "Anmelden" in answer.content.decode()
    assert english_of(answer.content.decode()) == []
