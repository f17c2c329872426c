"""Chromium with a person logged in, and pictures that are small enough for a repository."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LARGEST = 150_000  # bytes
QUALITIES = (0.9, 0.8, 0.7, 0.6, 0.45)
SETTLE_MILLISECONDS = 700  # charts draw themselves


@dataclass(frozen=True)
class Look:
    """How a page is photographed; `ending` goes behind the file's name."""

    ending: str
    dark: bool
    width: int
    height: int
    phone: bool = False


LOOKS = (
    Look("", False, 1280, 800),
    Look("-dark", True, 1280, 800),
    Look("-phone", False, 390, 844, phone=True),
)
TO_WEBP = """async ([data, quality]) => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, look: Look, *, base: str, cookie: tuple[str, str] | None) -> Iterator[Page]:
    """A page of that look; with the cookie of a session somebody is logged in."""
    context = browser.new_context(
        base_url=base,
        viewport={"width": look.width, "height": look.height},
        device_scale_factor=1.5 if look.phone else 1,
        color_scheme="dark" if look.dark else "light",
        reduced_motion="reduce",
        locale="en",
    )
    theme = '"dark"' if look.dark else '"light"'
    context.add_init_script(f"try {{ localStorage.setItem('adminTheme', '{theme}') }} catch {{}}")
    if cookie:
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": base}])
    yield context.new_page()
    context.close()


def photograph(page: Page, address: str) -> bytes:
    """The first screen of the page as PNG. Raises ValueError where the page does not open."""
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        raise ValueError(f"{address} answered {answer.status if answer else 'nothing'}.")
    page.wait_for_timeout(SETTLE_MILLISECONDS)
    return page.screenshot()


def as_webp(browser: Browser, picture: bytes) -> bytes:
    """The best quality that stays under LARGEST bytes."""
    page = browser.new_page()
    data = base64.b64encode(picture).decode()
    try:
        for quality in QUALITIES:
            small = base64.b64decode(page.evaluate(TO_WEBP, [data, quality]))
            if len(small) <= LARGEST:
                break
    finally:
        page.close()
    return small
