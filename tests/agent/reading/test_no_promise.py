"""Who cannot commit has promised nothing."""

from __future__ import annotations

import pytest

from agent.reading.no_promise_words import promises_nothing


@pytest.mark.parametrize(
    "text",
    [
        "I can't promise you it goes out this week.",
        "We are not able to guarantee payment by Friday.",
        "Ich kann Ihnen für Freitag leider nichts versprechen.",
        "Je ne peux rien vous promettre pour vendredi.",
        "No le puedo prometer que salga esta semana.",
        "Non posso garantire il pagamento entro venerdì.",
        "Ik kan u deze week niets beloven.",
        "Jag kan tyvärr inte lova det till fredag.",
        "Nie mogę obiecać, że zapłacimy w tym tygodniu.",
        "En voi luvata maksua tälle viikolle.",
        "Не можу обіцяти, що заплатимо цього тижня.",
        "今週のお支払いはお約束できません。",
        "这周不能保证付款。",
        "이번 주는 약속드리기 어렵습니다.",
    ],
)
def test_a_commitment_that_cannot_be_given_is_known(text: str) -> None:
    assert promises_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "I promise you it goes out this week.",
        "We can't pay today, but you have my word for Friday.",
        "Ich verspreche Ihnen die Zahlung bis Freitag.",
        "Je vous promets le virement vendredi.",
    ],
)
def test_a_promise_is_one(text: str) -> None:
    assert not promises_nothing(text)
