"""Words of a change of OUR bank details call a person; the writer's own new bank does not."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from agent.answers import Reading
from agent.facts import AccountFacts, InvoiceFact, ReceivedMail
from agent.reading import read
from agent.reading.safety import OUR_BANK_DETAILS
from agent.reading.safety_bank import names_an_account, speaks_of_our_bank_change, speaks_of_own_bank


def _read(body: str, *, language: str) -> Reading:
    due = InvoiceFact("KS-4471", date(2026, 3, 2), date(2026, 4, 1), Decimal("980"), "EUR", Decimal("980"), 33)
    account = AccountFacts("Kern Works", "GB", language, "EUR", invoices=(due,))
    received = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    return read(ReceivedMail("1", received, "Ada", "ada@kern.example", "ar@us.example", "Re: reminder", body), account)


OWN = {
    "en": "We moved to a new bank; payments will come from Lloyds.",
    "de": "Wir haben die Bank gewechselt; Zahlungen kommen künftig von der Commerzbank.",
    "fr": "Nous avons changé de banque ; les virements viendront désormais de BNP Paribas.",
    "es": "Hemos cambiado de banco; los pagos llegarán desde BBVA.",
    "it": "Abbiamo cambiato banca; i bonifici arriveranno da UniCredit.",
    "pt": "Mudámos de banco; os pagamentos virão do Millennium.",
    "nl": "Wij zijn van bank veranderd; onze betalingen komen voortaan van de Rabobank.",
    "sv": "Vi har bytt bank; betalningarna kommer hädanefter från Nordea.",
    "da": "Vi har skiftet bank; betalingerne kommer fremover fra Jyske Bank.",
    "pl": "Zmieniliśmy bank; przelewy będą przychodzić z mBanku.",
    "cs": "Změnili jsme banku; platby přijdou z účtu u ČSOB.",
    "hu": "Bankot váltottunk; az utalásaink ezentúl az OTP-től érkeznek.",
    "tr": "Banka değiştirdik; ödemelerimiz artık Garanti'den gelecek.",
    "ru": "Мы сменили банк; платежи будут приходить из Сбербанка.",
    "ja": "弊社は取引銀行を変更しました。今後のお支払いは三菱UFJ銀行からとなります。",
    "zh": "我们换了银行，今后的款项将从招商银行汇出。",
    "ko": "저희가 은행을 변경했습니다. 앞으로는 신한은행에서 송금됩니다.",
    "ar": "لقد غيرنا البنك، وستصل المدفوعات من بنك مصر.",
}
OURS = {
    "en": "We received a letter saying that your bank account has changed, is that right?",
    "de": "Wir haben eine Mail erhalten, dass sich Ihre Bankverbindung geändert hat. Stimmt das?",
    "fr": "Nous avons reçu un courriel annonçant votre nouveau RIB, est-ce bien de vous ?",
    "es": "Recibimos un correo diciendo que su cuenta bancaria ha cambiado, ¿es cierto?",
    "it": "Abbiamo ricevuto una mail con il vostro nuovo IBAN, è vero?",
    "pt": "Recebemos um e-mail a dizer que a vossa conta bancária mudou, confirmam?",
    "nl": "Wij kregen een mail dat uw rekeningnummer is gewijzigd, klopt dat?",
    "sv": "Vi har fått ett mejl om att ert bankgiro har ändrats, stämmer det?",
    "da": "Vi har fået en mail om, at jeres bankkonto er ændret, er det rigtigt?",
    "pl": "Otrzymaliśmy mail o zmianie Państwa numeru rachunku bankowego, czy to prawda?",
    "cs": "Přišel nám mail, že se změnilo vaše číslo účtu, je to pravda?",
    "hu": "Kaptunk egy levelet, hogy megváltozott az önök bankszámlaszáma, ez igaz?",
    "tr": "Banka hesabınızın değiştiğine dair bir e-posta aldık, doğru mu?",
    "ru": "Нам пришло письмо, что ваши банковские реквизиты изменились, это так?",
    "ja": "御社の振込先口座が変更になったとのメールを受け取りましたが、本当でしょうか。",
    "zh": "我们收到邮件说贵司的银行账户已变更，请确认是否属实。",
    "ko": "귀사의 계좌가 변경되었다는 메일을 받았는데 사실인가요?",
    "ar": "وصلتنا رسالة بأن حسابكم البنكي قد تغير، هل هذا صحيح؟",
}


@pytest.mark.parametrize("language", OWN)
def test_the_writers_own_new_bank_calls_nobody(language: str) -> None:
    assert not speaks_of_our_bank_change(OWN[language])
    assert speaks_of_own_bank(OWN[language]) and not speaks_of_own_bank(OURS[language])


@pytest.mark.parametrize("language", OWN)
def test_the_trained_reader_takes_the_writers_own_new_bank_for_no_change_of_ours(language: str) -> None:
    assert OUR_BANK_DETAILS not in _read(OWN[language], language=language).human_reasons
    assert OUR_BANK_DETAILS in _read(OURS[language], language=language).human_reasons


@pytest.mark.parametrize("language", OURS)
def test_a_reported_change_of_our_account_calls_a_person(language: str) -> None:
    assert speaks_of_our_bank_change(OURS[language])
    assert speaks_of_our_bank_change(unicodedata.normalize("NFD", OURS[language]))
    assert speaks_of_our_bank_change(f"Hello,\n\n{OWN[language]}\n\n{OURS[language]}\n")


@pytest.mark.parametrize(
    "text",
    [
        "We paid to your new account as instructed in your email.",
        "As requested, we have updated your bank details.",
        "Please confirm by phone that the new IBAN is really yours.",
        "Your statement shows another account number than the invoice.",
    ],
)
def test_acted_upon_asked_or_noticed_is_all_the_same(text: str) -> None:
    assert speaks_of_our_bank_change(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please send us your bank details.",
        "We transferred the amount to your account yesterday.",
        "Our bank was closed on Monday; you will have the money tomorrow.",
        "Our new accountant will look into your account.",
        "Could you send an updated statement of account?",
        "Your invoice is with a different department now.",
        "",
    ],
)
def test_other_talk_of_banks_and_accounts_calls_nobody(text: str) -> None:
    assert not speaks_of_our_bank_change(text)


def test_a_change_told_at_the_end_of_a_long_mail_is_seen() -> None:
    assert speaks_of_our_bank_change("We pay on Friday.\n\n" * 900 + OURS["en"])


def test_an_account_is_named_whosesoever_it_is() -> None:
    assert names_an_account("Unsere Bank hat heute zu.")
    assert not names_an_account("We pay on Friday.")


@pytest.mark.parametrize(
    "text",
    [
        "Vos clients se trompent de compte, pas nous.",
        "Vi chiediamo un estratto conto aggiornato.",
        "Graag een kopie van uw bankpas, anders mag ik u niet als leverancier aanmaken.",
        "Potřebujeme potvrzení vedení účtu, jinak vás nezavedu do systému.",
    ],
)
def test_words_of_another_language_or_sense_call_nobody(text: str) -> None:
    assert not speaks_of_our_bank_change(text)
