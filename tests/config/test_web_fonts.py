from fontTools.ttLib import TTFont

from config.web_fonts import FONTS, ICONS, named_words, unfold_fonts

LIMIT = 80_000


def test_every_icon_that_a_page_names_is_in_the_font_that_is_served():
    all_icons = set(TTFont(unfold_fonts() / "material-symbols" / ICONS.name).getGlyphOrder())
    served = set(TTFont(ICONS).getGlyphOrder())

    missing = (named_words() & all_icons) - served

    assert not missing, f"Run python -m config.web_fonts: {sorted(missing)} would show as words."


def test_what_a_browser_fetches_of_the_fonts_for_a_page_in_a_western_language_is_small():
    letters = [path for path in (FONTS / "inter").glob("*.woff2") if "others" not in path.name]

    assert len(letters) == 3
    assert sum(path.stat().st_size for path in [*letters, ICONS]) < LIMIT


def test_the_small_fonts_win_over_those_of_the_package():
    from django.contrib.staticfiles import finders

    assert finders.find("unfold/fonts/inter/styles.css") == str(FONTS / "inter" / "styles.css")
    assert finders.find(f"unfold/fonts/material-symbols/{ICONS.name}") == str(ICONS)
