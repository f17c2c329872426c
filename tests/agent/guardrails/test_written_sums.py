"""Sums in words must be the figure beside them, and without one an amount of the facts."""

import pytest

from agent.guardrails import check_facts
from tests.agent.drafting.accounts import account, invoice

# 5220 and 5230 of each currency, as people write them.
SUMS = [
    ("en", "GBP", "five thousand two hundred and twenty pounds", "five thousand two hundred and thirty pounds"),
    ("de", "EUR", "fünftausendzweihundertzwanzig Euro", "fünftausendzweihundertdreißig Euro"),
    ("fr", "EUR", "cinq mille deux cent vingt euros", "cinq mille deux cent trente euros"),
    ("es", "EUR", "cinco mil doscientos veinte euros", "cinco mil doscientos treinta euros"),
    ("it", "EUR", "cinquemiladuecentoventi euro", "cinquemiladuecentotrenta euro"),
    ("pt", "EUR", "cinco mil duzentos e vinte euros", "cinco mil duzentos e trinta euros"),
    ("nl", "EUR", "vijfduizend tweehonderdtwintig euro", "vijfduizend tweehonderddertig euro"),
    ("pl", "PLN", "pięć tysięcy dwieście dwadzieścia złotych", "pięć tysięcy dwieście trzydzieści złotych"),
    ("cs", "CZK", "pět tisíc dvě stě dvacet korun", "pět tisíc dvě stě třicet korun"),
    ("da", "DKK", "fem tusind to hundrede og tyve kroner", "fem tusind to hundrede og tredive kroner"),
    ("nb", "NOK", "fem tusen to hundre og tjue kroner", "fem tusen to hundre og tretti kroner"),
    ("sv", "SEK", "femtusentvåhundratjugo kronor", "femtusentvåhundratrettio kronor"),
    ("fi", "EUR", "viisituhatta kaksisataakaksikymmentä euroa", "viisituhatta kaksisataakolmekymmentä euroa"),
    ("hu", "HUF", "ötezer-kétszázhúsz forint", "ötezer-kétszázharminc forint"),
    ("ro", "RON", "cinci mii două sute douăzeci de lei", "cinci mii două sute treizeci de lei"),
    ("ru", "RUB", "пять тысяч двести двадцать рублей", "пять тысяч двести тридцать рублей"),
    ("uk", "UAH", "п'ять тисяч двісті двадцять гривень", "п'ять тисяч двісті тридцять гривень"),
    ("tr", "TRY", "beş bin iki yüz yirmi lira", "beş bin iki yüz otuz lira"),
    ("ja", "JPY", "五千二百二十円", "五千二百三十円"),
    ("zh", "CNY", "伍仟贰佰贰拾元整", "伍仟贰佰叁拾元整"),
    ("ko", "KRW", "오천이백이십 원", "오천이백삼십 원"),
]


def codes(body: str, language: str, currency: str) -> list[str]:
    """Of a text about one invoice over 5220."""
    facts = account(
        invoices=(invoice("KS-2041", "5220.00", currency=currency),), currency=currency, promises=(), payments=()
    )
    found = check_facts(subject="", body=f"KS-2041: {body}\n", language=language, facts=facts)
    return [violation.code for violation in found]


@pytest.mark.parametrize(("language", "currency", "right", "wrong"), SUMS)
def test_a_sum_in_words_is_an_amount_of_the_facts(language, currency, right, wrong):
    assert codes(right, language, currency) == []
    assert codes(wrong, language, currency) == ["wrong_fact"]


@pytest.mark.parametrize(("language", "currency", "right", "wrong"), SUMS)
def test_a_sum_in_words_is_the_figure_beside_it(language, currency, right, wrong):
    assert codes(f"{currency} 5220 ({right})", language, currency) == []
    assert codes(f"{currency} 5220 ({wrong})", language, currency) == ["wrong_fact"]
    assert codes(f"{wrong} ({currency} 5220)", language, currency) == ["wrong_fact"]


@pytest.mark.parametrize(
    "sentence", ["Not one euro of it.", "A thousand euros would be too much.", "Two of us, euro fans."]
)
def test_a_word_or_two_are_no_sum(sentence):
    assert codes(sentence, "en", "EUR") == []


def test_a_figure_with_signs_for_thousands_is_read_as_a_figure():
    assert codes("2千万円", "ja", "JPY") == ["wrong_fact"]
    assert codes("0.522万円", "ja", "JPY") == []
