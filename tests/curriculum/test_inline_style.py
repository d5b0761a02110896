import base64
import hashlib
import re

import pytest

from curriculum.inline_style import inline_style, style_source
from tests.factories.curriculum import module


def test_sheets_are_joined_without_what_only_people_read(tmp_path):
    first, second = tmp_path / "a.css", tmp_path / "b.css"
    first.write_text("/* why */\na { color: red; }\n\n")
    second.write_text("@media screen and (min-width: 10px) {\n  b > c { margin: 0 auto; }\n}\n")

    assert inline_style(first, second) == (
        "a{color: red;}@media screen and (min-width: 10px){b > c{margin: 0 auto;}}"
    )


@pytest.mark.parametrize(
    "text",
    ["a { background: url(x.png); }", "@import 'b.css';", "a::before { content: '</style>' }"],
)
def test_a_sheet_that_names_other_files_stays_outside(tmp_path, text):
    sheet = tmp_path / "a.css"
    sheet.write_text(text)

    with pytest.raises(ValueError, match="names other files"):
        inline_style(sheet)


@pytest.mark.django_db
def test_the_policy_names_exactly_the_style_that_lessons_carry(client):
    module()
    response = client.get("/pelajaran/m01/belajar-1/")
    style = re.search(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)[1]

    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert style_source(style) == f"'sha256-{digest}'"
    assert style_source(style) in response.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_without_the_setting_the_style_is_linked(client, settings):
    settings.CURRICULUM_INLINE_STYLE = ""
    module()

    html = client.get("/pelajaran/m01/belajar-1/").content.decode()

    assert "<style" not in html
    assert 'href="/static/curriculum/cards.css"' in html
