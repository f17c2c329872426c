"""Hostile HTML in a received mail: cleaned on the server, and shown in a frame that may fetch and run nothing."""

from __future__ import annotations

import html as escaping
from typing import Any

import pytest

from dunning.models import Attachment
from tests.dunning.admin.conftest import clerk
from tests.dunning.workspace.case_page.conftest import a_mail
from tests.factories import CaseFactory

HOSTILE = {
    "script": ("<p>Hi</p><script>alert(1)</script>", ("<script", "alert(1)")),
    "handler": ('<p onclick="alert(1)">Hi</p>', ("onclick", "alert(1)")),
    "remote image": ('<p>Hi</p><img src="https://evil.example/x.gif">', ("<img", "evil.example")),
    "form": (
        '<form action="https://evil.example"><button>Pay</button></form>',
        ("<form", "evil.example"),
    ),
    "css url": ('<p style="background:url(https://evil.example/x)">Hi</p>', ("url(", "evil.example")),
    "style element": ("<style>@import 'https://evil.example';</style><p>Hi</p>", ("@import", "evil.example")),
    "refresh": ('<meta http-equiv="refresh" content="0;url=https://evil.example">Hi', ("refresh", "evil.example")),
    "svg": ('<svg onload="alert(1)"><a href="https://evil.example">x</a></svg>', ("<svg", "onload", "evil.example")),
    "frame": ('<iframe src="https://evil.example"></iframe>Hi', ("evil.example",)),
    "link": ('<a href="javascript:alert(1)">Hi</a>', ("javascript:", "href")),
    "base": ('<base href="https://evil.example/">Hi', ("<base", "evil.example")),
    "out of the frame": ('"></iframe><script>alert(1)</script>', ("<script", "alert(1)")),
}


def whole(client: Any, case: Any, html: str) -> str:
    mail = a_mail(case, "Hi", body_html=html)
    response = client.get(f"/admin/dunning/case/{case.pk}/mail/{mail.pk}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_html_is_cleaned(case, office, name):
    source, forbidden = HOSTILE[name]
    shown = whole(office, case, source)
    inside = escaping.unescape(shown.split('srcdoc="')[1].split('"></iframe>')[0])
    letter = inside.split("</style>")[1]
    for words in forbidden:
        assert words not in letter


def test_the_frame_has_no_rights_and_a_policy_of_its_own(case, office):
    shown = whole(office, case, "<p>Hi</p>")
    assert '<iframe sandbox="" referrerpolicy="no-referrer"' in shown
    assert shown.count("<iframe") == 1
    inside = escaping.unescape(shown.split('srcdoc="')[1].split('"></iframe>')[0])
    assert "default-src 'none'" in inside
    assert "<p>Hi</p>" in inside


def test_the_mail_of_another_case_is_not_found(case, office):
    other = CaseFactory.create()
    mail = a_mail(other)
    assert office.get(f"/admin/dunning/case/{case.pk}/mail/{mail.pk}/").status_code == 404


def test_who_may_not_see_cases_sees_no_mail(case):
    mail = a_mail(case)
    client = clerk("customers.view_customer")
    assert client.get(f"/admin/dunning/case/{case.pk}/mail/{mail.pk}/").status_code == 403


def test_an_attachment_is_a_download_of_unknown_bytes(case, office, settings, tmp_path):
    from django.core.files.base import ContentFile

    settings.MEDIA_ROOT = tmp_path
    mail = a_mail(case)
    file = Attachment.objects.create(mail=mail, name='<b>"proof".html', content_type="text/html", size=3)
    file.file.save("proof.html", ContentFile(b"<b>"))
    page = office.get(f"/admin/dunning/case/{case.pk}/change/").content.decode()
    address = f"/admin/dunning/incomingmail/{mail.pk}/attachment/{file.pk}/"
    assert address in page and '<b>"proof"' not in page
    response = office.get(address)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
