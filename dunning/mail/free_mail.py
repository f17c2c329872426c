"""Mail domains that anybody may have an address at, so that they say nothing about a company."""

from __future__ import annotations

_LISTED = """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com
    aol.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de mail.de posteo.de mailbox.org proton.me
    protonmail.com tutanota.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it
    telefonica.net terra.com.br uol.com.br bol.com.br sapo.pt ziggo.nl kpnmail.nl telenet.be skynet.be seznam.cz
    centrum.cz wp.pl onet.pl o2.pl interia.pl mail.ru yandex.ru yandex.com qq.com 163.com 126.com sina.com naver.com
    daum.net hanmail.net rediffmail.com btinternet.com sky.com virginmedia.com comcast.net verizon.net att.net
    bigpond.com mail.com zoho.com fastmail.com hey.com
"""
FREE_MAIL = frozenset(_LISTED.split())
# With a country's ending of their own, such as yahoo.co.uk.
_NATIONAL = ("yahoo", "hotmail", "outlook", "live", "gmx", "ymail")


def is_free_mail(domain: str) -> bool:
    domain = domain.lower()
    return domain in FREE_MAIL or domain.split(".")[0] in _NATIONAL
