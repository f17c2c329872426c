from __future__ import annotations

from customers.matching.directory import Directory, Evidence, account_key
from customers.matching.items import Party
from customers.matching.payment_text import PaymentText
from tests.customers.matching.matching_rows import party, payment

IBAN = "DE02 1203 0000 0000 2020 51"
NORTH = party(1, "Nordwind Textil GmbH", accounts=("DE02120300000000202051",))
SOUTH = party(2, "Südhang Möbel AG")


def bits(*parties: Party, text: str = "", directory: Directory | None = None, **paid) -> dict[int, float]:
    asked = directory or Directory.of(parties)
    found = asked.payers(payment(text=text, **paid), PaymentText(text, year=2026))
    return {pk: evidence.bits for pk, evidence in found.items()}


def in_text(text: str, *parties: Party) -> list[int]:
    return sorted(Directory.of(parties).named_in(PaymentText(text, year=2026)))


def test_an_account_is_known_with_blanks_and_small_letters() -> None:
    assert account_key(" de02 1203 0000") == "DE0212030000"
    assert bits(NORTH, SOUTH, payer_account=IBAN.lower()) == {1: 16.0}


def test_an_account_of_one_family_says_as_much_for_each_member() -> None:
    daughter = party(3, "Nordwind Logistik GmbH", root=1, accounts=(IBAN,))
    assert bits(NORTH, daughter, payer_account=IBAN) == {1: 16.0, 3: 16.0}


def test_an_account_that_two_families_share_says_less_for_each() -> None:
    factor = party(4, "Ostsee Handel KG", accounts=(IBAN,))
    assert bits(NORTH, factor, payer_account=IBAN) == {1: 9.0, 4: 9.0}


def test_the_payer_that_a_person_states_outweighs_account_and_name() -> None:
    assert bits(NORTH, SOUTH, customer_id=1, payer_account=IBAN)[1] == 20.0


def test_account_and_name_together_count_the_weaker_half() -> None:
    assert bits(NORTH, SOUTH, payer_account=IBAN, payer_name="Nordwind Textil GmbH") == {1: 16.0 + 10.0 / 2}


def test_account_name_and_number_together_are_bounded() -> None:
    found = bits(NORTH, payer_account=IBAN, payer_name="Nordwind Textil GmbH", text="Kd-Nr C-1001")
    assert found == {1: 24.0}


def test_a_customer_number_in_the_text_names_the_payer() -> None:
    assert bits(NORTH, SOUTH, text="Kundennummer C 1002") == {2: 14.0}
    assert bits(party(5, "Ost AG", number="70055"), text="Kunde 70055") == {5: 9.0}


def test_a_customer_number_that_two_have_names_nobody() -> None:
    assert bits(party(1, "Ost AG", number="70055"), party(2, "West AG", number="70055"), text="Kunde 70055") == {}


def test_a_name_is_known_without_its_legal_form_and_accents() -> None:
    assert bits(NORTH, SOUTH, payer_name="SUEDHANG MOEBEL") == {2: 10.0}
    assert bits(NORTH, SOUTH, payer_name="nordwind textil") == {1: 10.0}


def test_a_name_that_two_families_have_says_less_for_each() -> None:
    assert bits(NORTH, party(3, "Nordwind Textil AG"), payer_name="Nordwind Textil") == {1: 3.0, 3: 3.0}


def test_the_legal_form_tells_two_of_one_name_apart() -> None:
    assert bits(NORTH, party(3, "Nordwind Textil AG"), payer_name="Nordwind Textil AG") == {3: 10.0}


def test_a_name_with_another_legal_form_is_still_the_only_one_of_that_name() -> None:
    assert bits(NORTH, SOUTH, payer_name="Nordwind Textil KG") == {1: 10.0}


def test_a_name_that_the_bank_cut_is_known_by_its_beginning() -> None:
    long = party(3, "Vereinigte Werkstätten für Feinmechanik Jena GmbH")
    assert bits(long, SOUTH, payer_name="VEREINIGTE WERKSTAETTEN FUE") == {3: 8.0}
    assert bits(long, SOUTH, payer_name="VEREINIGTE") == {3: 8.0}


def test_a_short_beginning_is_no_cut_name() -> None:
    assert bits(party(3, "Vereinigte Werkstätten Jena GmbH"), payer_name="VEREINIG") == {}


def test_a_cut_name_that_two_families_begin_with_says_little() -> None:
    sisters = (party(3, "Vereinigte Werkstätten Jena"), party(4, "Vereinigte Werkstätten Ulm"))
    assert bits(*sisters, payer_name="Vereinigte Werkst") == {3: 1.0, 4: 1.0}


def test_a_misspelled_name_is_like_its_customer_only() -> None:
    assert bits(NORTH, SOUTH, payer_name="Nordwnd Textil GmbH") == {1: 7.0}
    assert bits(NORTH, SOUTH, payer_name="Textil Nordwind") == {1: 7.0}
    assert bits(NORTH, SOUTH, payer_name="Bäckerei Huber") == {}


def test_an_alias_is_a_name() -> None:
    assert bits(party(3, "Hansa Holding SE", "Kontor Elf"), payer_name="KONTOR ELF") == {3: 10.0}


def test_a_whole_name_in_the_text_says_who_is_paid_for() -> None:
    assert in_text("Zahlung für Nordwind Textil GmbH, Re 17", NORTH, SOUTH) == [1]
    assert in_text("Zahlung Nordwind", NORTH, SOUTH) == []
    assert in_text("Zahlung Nordwindtextil", NORTH, SOUTH) == []


def test_a_short_name_in_the_text_says_nothing() -> None:
    assert in_text("Miete Ost Mai", party(3, "Ost AG")) == []


def test_an_account_learned_once_says_less_than_one_learned_twice() -> None:
    directory = Directory.of([NORTH, SOUTH])
    paid = payment(payer_account="FR76 1", payer_name="Tresorerie Centrale")
    directory.learn(paid, 2)
    assert bits(directory=directory, payer_account="FR761") == {2: 9.0}
    directory.learn(paid, 2)
    assert bits(directory=directory, payer_account="FR761") == {2: 13.0}
    assert bits(directory=directory, payer_name="Trésorerie centrale") == {2: 8.0}


def test_a_factor_that_pays_for_several_families_says_nothing() -> None:
    directory = Directory.of([NORTH, SOUTH])
    for customer_id in (1, 2):
        directory.learn(payment(payer_account="FR761", payer_name="Factor Bank"), customer_id)
    assert bits(directory=directory, payer_account="FR761", payer_name="Factor Bank") == {}


def test_an_unknown_payer_is_nobody() -> None:
    assert bits(NORTH, SOUTH) == {}
    assert bits(payer_name="GmbH") == {}


def test_the_reason_names_the_account_before_the_name() -> None:
    directory = Directory.of([NORTH])
    paid = payment(payer_account=IBAN, payer_name="Nordwind Textil GmbH")
    assert directory.payers(paid, PaymentText("", year=2026)) == {
        1: Evidence(21.0, "the payer's account is known and the payer has its name")
    }


def test_the_head_of_an_unknown_customer_is_itself() -> None:
    directory = Directory.of([NORTH, party(3, "Nordwind Logistik GmbH", root=1)])
    assert [directory.root(pk) for pk in (1, 3, 99)] == [1, 1, 99]
