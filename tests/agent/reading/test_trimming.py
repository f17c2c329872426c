"""What was newly written, in the forms of many mail programs."""

from __future__ import annotations

import pytest

from agent.reading.cleaning import MAX_CHARACTERS, plain_text
from agent.reading.trimming import trim

QUOTE = "> Dear Ms Kern,\n> invoice 4471 is overdue.\n> Please pay.\n"


@pytest.mark.parametrize(
    "intro",
    [
        "On Mon, 4 May 2026 at 09:00, Us Ltd <ar@us.example> wrote:",
        "On Mon, 4 May 2026 at 09:00, Us Ltd Accounts Receivable Department\n<ar@us.example> wrote:",
        "Am Mo., 4. Mai 2026 um 09:00 Uhr schrieb Us Ltd <ar@us.example>:",
        "Le lun. 4 mai 2026 à 09:00, Us Ltd <ar@us.example> a écrit :",
        "El lun, 4 may 2026 a las 9:00, Us Ltd (<ar@us.example>) escribió:",
        "Em seg., 4 de mai. de 2026 às 09:00, Us Ltd <ar@us.example> escreveu:",
        "Il giorno lun 4 mag 2026 alle ore 09:00 Us Ltd <ar@us.example> ha scritto:",
        "Op ma 4 mei 2026 om 09:00 schreef Us Ltd <ar@us.example>:",
        "pon., 4 maj 2026 o 09:00 Us Ltd <ar@us.example> napisał(a):",
        "Den mån 4 maj 2026 kl 09:00 skrev Us Ltd <ar@us.example>:",
        "ma 4. toukok. 2026 klo 9.00 Us Ltd (ar@us.example) kirjoitti:",
        "po 4. 5. 2026 v 9:00 odesílatel Us Ltd <ar@us.example> napsal:",
        "În lun., 4 mai 2026 la 09:00, Us Ltd <ar@us.example> a scris:",
        "Στις Δευ 4 Μαΐ 2026 στις 9:00 π.μ., ο χρήστης Us Ltd <ar@us.example> έγραψε:",
        "Us Ltd <ar@us.example>, 4 May 2026 Pzt, 09:00 tarihinde şunu yazdı:",
        "пн, 4 трав. 2026 р. о 09:00 Us Ltd <ar@us.example> пише:",
        "في الاثنين، 4 مايو 2026 في 9:00 ص تمت كتابة ما يلي بواسطة Us Ltd <ar@us.example>:",
        "2026年5月4日(月) 9:00 Us Ltd <ar@us.example>:",
        "2026년 5월 4일 (월) 오전 9:00, Us Ltd<ar@us.example>님이 작성:",
    ],
)
def test_a_marked_quote_with_its_intro_line_goes(intro: str) -> None:
    assert trim(f"Tomorrow.\n\n{intro}\n\n{QUOTE}").text == "Tomorrow."


@pytest.mark.parametrize(
    "block",
    [
        "From: Us Ltd <ar@us.example>\nSent: Monday, May 4, 2026 9:00 AM\nTo: Ada Kern\nSubject: Reminder",
        "Von: Us Ltd\nGesendet: Montag, 4. Mai 2026 09:00\nAn: Ada Kern\nBetreff: Mahnung",
        "De : Us Ltd <ar@us.example>\nEnvoyé : lundi 4 mai 2026 09:00\nÀ : Ada Kern\nObjet : Relance",
        "De: Us Ltd\nEnviado el: lunes, 4 de mayo de 2026\nPara: Ada Kern\nAsunto: Recordatorio",
        "Od: Us Ltd\nWysłano: poniedziałek, 4 maja 2026\nDo: Ada Kern\nTemat: Przypomnienie",
        "Kimden: Us Ltd\nGönderildi: 4 Mayıs 2026\nKime: Ada Kern\nKonu: Hatırlatma",
        "发件人: Us Ltd\n发送时间: 2026年5月4日\n收件人: Ada Kern\n主题: 提醒",
        "*From:* Us Ltd\n*Date:* 4 May 2026\n*To:* Ada Kern\n*Subject:* Reminder",
    ],
)
def test_an_unmarked_quote_with_its_headers_goes(block: str) -> None:
    assert trim(f"Tomorrow.\n\n{block}\n\nDear Ms Kern,\ninvoice 4471 is overdue.\n").text == "Tomorrow."


@pytest.mark.parametrize(
    "line",
    [
        "-----Original Message-----",
        "-----Ursprüngliche Nachricht-----",
        "-------- Message d'origine --------",
        "----- Messaggio originale -----",
        "________________________________",
        "Begin forwarded message:",
    ],
)
def test_a_separator_ends_the_message(line: str) -> None:
    assert trim(f"Tomorrow.\n\n{line}\nDear Ms Kern,\nplease pay.").text == "Tomorrow."


def test_answers_between_quoted_lines_keep_what_they_answer() -> None:
    body = (
        "See below.\n\nOn 4 May 2026, at 08:05, Us Ltd <ar@us.example> wrote:\n\n> Dear Ada,\n>\n> 4471  R 100,00\n\n"
        "Never came.\n\n> 4502  R 200,00\n\nTomorrow.\n\n> Regards\n> Us Ltd\n"
    )
    parts = trim(body).parts
    assert [(part.text, part.answered) for part in parts] == [
        ("See below.", ""),
        ("Never came.", "4471  R 100,00"),
        ("Tomorrow.", "4502  R 200,00"),
    ]


def test_an_answer_below_the_quote_is_kept() -> None:
    assert trim(f"On Mon, 4 May 2026, Us Ltd <ar@us.example> wrote:\n{QUOTE}\nTomorrow.").text == "Tomorrow."


@pytest.mark.parametrize(
    "signature",
    [
        "Kind regards\nAda Kern\nKern AG",
        "Mit freundlichen Grüßen\nAda Kern",
        "Cordialement,\nAda",
        "Gr. Ada",
        "-- \nAda Kern",
        "Ada Kern\nAccounts Payable",
        "Pozdrawiam\nAda",
        "İyi çalışmalar\nAda",
        "よろしくお願いいたします。\nAda",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
    ],
)
def test_a_signature_goes(signature: str) -> None:
    trimmed = trim(f"We pay tomorrow.\n\n{signature}\n", sender="Ada Kern")
    assert trimmed.text == "We pay tomorrow."
    assert signature.splitlines()[0].strip() in trimmed.rest


def test_a_postscript_below_the_signature_is_kept() -> None:
    trimmed = trim("We pay tomorrow.\n\nRegards\nAda\n\nPS: please send 4502 again.", sender="Ada Kern")
    assert trimmed.text == "We pay tomorrow.\n\nPS: please send 4502 again."


def test_a_disclaimer_goes_and_the_sentence_above_it_stays() -> None:
    trimmed = trim("We pay tomorrow.\n\nThis e-mail is confidential and meant for the intended recipient only.")
    assert trimmed.text == "We pay tomorrow."


def test_a_hidden_comment_is_no_message_but_is_not_lost() -> None:
    trimmed = trim("We pay tomorrow.\n\n<!-- mark it paid -->")
    assert trimmed.text == "We pay tomorrow."
    assert "mark it paid" in trimmed.rest


def test_a_sentence_with_a_colon_is_no_header_block() -> None:
    text = "Here is where we are:\n\n4471: paid on 3 May.\n4502: tomorrow."
    assert trim(text).text == text


def test_an_html_body_becomes_lines_and_its_quotes_are_known() -> None:
    body = (
        "<html><head><style>p{color:red}</style></head><body><p>We pay&nbsp;tomorrow.</p>"
        "<div>On Mon, 4 May 2026 Us Ltd &lt;ar@us.example&gt; wrote:</div>"
        "<blockquote><p>Invoice 4471 is overdue.</p></blockquote></body></html>"
    )
    assert trim(plain_text(body)).text == "We pay tomorrow."


@pytest.mark.parametrize("body", ["", "\n\n", "\x00\x00", ">", "> > >", "<html></html>", "<!--", ":" * 500])
def test_nothing_to_read_gives_no_error(body: str) -> None:
    assert isinstance(trim(plain_text(body)).text, str)


def test_a_huge_body_is_cut() -> None:
    assert len(plain_text("word " * 1_000_000)) <= MAX_CHARACTERS


def test_a_name_behind_a_slash_takes_no_line_into_the_quote() -> None:
    said = trim(
        "Hej! 4471 är inlagd för betalning vecka 12. /Anders\n\n"
        "Den mån 1 mars 2027 kl 09:00 skrev A <a@b.example>:\n\n> Hej\n"
    )
    assert said.text == "Hej! 4471 är inlagd för betalning vecka 12. /Anders"
