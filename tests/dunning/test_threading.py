from __future__ import annotations

from django.test import override_settings

from dunning.mail.threading import case_id_from_address, new_message_id, references_after, reply_address, reply_token


def test_a_reply_address_names_its_case():
    address = reply_address(4711, mailbox="ar@creditor.example")
    assert address == f"ar+{reply_token(4711)}@creditor.example"
    assert case_id_from_address(address) == 4711


def test_without_a_mailbox_the_reply_domain_is_used():
    with override_settings(REPLY_DOMAIN="mail.example"):
        assert reply_address(1).startswith("reply+1-")
        assert reply_address(1).endswith("@mail.example")


def test_a_server_may_write_the_address_in_capitals():
    assert case_id_from_address(reply_address(99, mailbox="AR@Creditor.example").upper()) == 99


def test_a_token_of_another_case_or_a_made_up_one_is_nobodys():
    mark = reply_token(5).partition("-")[2]
    for address in (f"reply+6-{mark}@x.example", "reply+5-aaaa@x.example", "ar@x.example", "a+b@x.example", "", "+-@"):
        assert case_id_from_address(address) is None


def test_an_old_secret_key_still_counts_while_it_is_a_fallback():
    with override_settings(SECRET_KEY="old"):
        address = reply_address(7)
    assert case_id_from_address(address) is None
    with override_settings(SECRET_KEY_FALLBACKS=["old"]):
        assert case_id_from_address(address) == 7


def test_references_keep_the_first_and_the_last_ids():
    assert references_after("<a@x> <b@x>", "<c@x>") == "<a@x> <b@x> <c@x>"
    many = " ".join(f"<{n}@x>" for n in range(40))
    kept = references_after(many, "<last@x>").split()
    assert (len(kept), kept[0], kept[-1]) == (20, "<0@x>", "<last@x>")


def test_message_ids_do_not_repeat():
    assert new_message_id(domain="x.example") != new_message_id(domain="x.example")
    assert new_message_id(domain="x.example").endswith("@x.example>")
