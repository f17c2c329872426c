"""Names in any script are found by what a person types, whole, in part, with and without accents, with a slip."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection

from customers.search import money, parties
from customers.search.bounds import searching
from customers.search.sought import take_apart
from tests import factories as make

pytestmark = pytest.mark.django_db

NAMES = (
    "Ελληνικά Πετρέλαια Α.Ε.",
    "Ηλεκτρική Εταιρεία Θράκης",
    "ООО «Яндекс Технологии»",
    "ПАО Газпром нефть",
    "Київський завод Їжак",
    "トヨタ自動車株式会社",
    "ソニーグループ株式会社",
    "中国石油天然气股份有限公司",
    "华为技术有限公司",
    "삼성전자 주식회사",
    "مصرف الراجحي",
    "شركة أرامكو السعودية",
    "בנק לאומי לישראל",
    "บริษัท ข้าวหอมไทย จำกัด",
    "ธนาคารกสิกรไทย จำกัด (มหาชน)",
    "Łódzka Spółka Mléko",
    "Åkerström & Søn",
    "Nordlicht Handel GmbH",
)


@pytest.fixture
def boss() -> User:
    for name in NAMES:
        make.CustomerFactory.create(name=name)
    return make.UserFactory.create(is_superuser=True)


def named(typed: str, user: User) -> list[str]:
    return [row.name for row in parties.named_customers(take_apart(typed), user=user, limit=5)]


def alike(typed: str, user: User) -> list[str]:
    with searching():
        return [row.name for row in parties.alike_customers(take_apart(typed), user=user, limit=5)]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_found_by_itself_and_in_capitals(boss, name):
    assert named(name, boss) == [name]
    assert named(name.upper(), boss) == [name]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ελληνικα πετρ", NAMES[0]),
        ("ΠΕΤΡΈΛΑΙΑ", NAMES[0]),
        ("θρακης ηλεκ", NAMES[1]),
        ("яндекс", NAMES[2]),
        ("технологии янд", NAMES[2]),
        ("yandeks tekhnologii", NAMES[2]),
        ("газпром ООО", NAMES[3]),
        ("gazprom", NAMES[3]),
        ("іжак", NAMES[4]),
        ("トヨタ", NAMES[5]),
        ("とよた", NAMES[5]),
        ("自動車", NAMES[5]),
        ("車", NAMES[5]),
        ("株式会社トヨタ自動車", NAMES[5]),
        ("ｿﾆｰ", NAMES[6]),
        ("ソニー(株)", NAMES[6]),
        ("石油", NAMES[7]),
        ("中国石油", NAMES[7]),
        ("华为有限公司", NAMES[8]),
        ("전자", NAMES[9]),
        ("삼성전자(주)", NAMES[9]),
        ("الراجحي", NAMES[10]),
        ("راجحي", NAMES[10]),
        ("مَصرف", NAMES[10]),
        ("ارامكو", NAMES[11]),
        ("السعوديه", NAMES[11]),
        ("לאומי", NAMES[12]),
        ("ข้าวหอม", NAMES[13]),
        ("หอมไทย", NAMES[13]),
        ("กสิกร", NAMES[14]),
        ("lodzka mleko", NAMES[15]),
        ("akerstrom son", NAMES[16]),
        ("A\u030akerstro\u0308m", NAMES[16]),
    ],
)
def test_a_name_is_found_by_a_part_of_it_however_it_is_spelled(boss, typed, name):
    assert named(typed, boss) == [name]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ελληνηκα πετρελεα", NAMES[0]),
        ("яндекс технлогии", NAMES[2]),
        ("газпрм нефть", NAMES[3]),
        ("トヨ夕自動車", NAMES[5]),
        ("中国石沺天然气", NAMES[7]),
        ("مصرف الراجخي", NAMES[10]),
        ("ข้าวหอนไทย", NAMES[13]),
        ("akerstorm", NAMES[16]),
    ],
)
def test_a_slip_finds_the_likest_name_in_every_script(boss, typed, name):
    assert alike(typed, boss)[:1] == [name]


@pytest.mark.parametrize("typed", ["日立製作所", "Сбербанк", "Ολυμπιακός", "الاهلي", "ปูนซิเมนต์", "현대자동차"])
def test_another_name_in_the_same_script_finds_nothing(boss, typed):
    assert named(typed, boss) == []
    assert alike(typed, boss) == []


def test_contacts_and_payers_are_found_in_any_script_too(boss):
    make.ContactFactory.create(name="Дмитрий Соколов", email="d@sokolov.example")
    make.ContactFactory.create(name="山田太郎", email="yamada@toyota.example")
    make.BankTransactionFactory.create(external_id="T1", payer_name="山田商店", reference="請求書 4711", amount=5)
    assert [row.name for row in parties.contacts(take_apart("соколов"), user=boss, limit=5)] == ["Дмитрий Соколов"]
    assert [row.name for row in parties.contacts(take_apart("太郎"), user=boss, limit=5)] == ["山田太郎"]
    with searching():
        alike_found = parties.alike_contacts(take_apart("Дмитрий Соклов"), user=boss, limit=5)
    assert [row.name for row in alike_found] == ["Дмитрий Соколов"]
    assert [str(row) for row in money.told_payments(take_apart("商店 4711"), user=boss, limit=5)] == ["T1 5.00 EUR"]


@pytest.mark.parametrize("typed", ["ь", "ء", "\u0301", "ー", "・", "《》", "\U0001f642", "\U00020bb7野家"])
def test_letters_that_stand_for_nothing_are_no_harm(boss, typed):
    named(typed, boss)
    assert all(letters.isascii() for letters in take_apart(typed).letters)


def test_the_trigrams_of_this_database_see_every_name(boss):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM customers_customer WHERE cardinality(show_trgm(search)) < 8")
        assert cursor.fetchone() == (0,)
