"""Every template parses, and needs nothing that a strict content security policy forbids."""

import re
from pathlib import Path

import pytest
from django.template import engines

CHECKOUT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted(
    path
    for root in ("certificates", "curriculum", "mentoring", "site/balai")
    for path in (CHECKOUT / root).glob("**/templates/**/*.html")
)
TEMPLATE_CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
INLINE_CODE = re.compile(r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son\w+\s*=|javascript:", re.I)
# Lessons carry the site's own stylesheet, which the policy names by its hash.
HASHED_STYLE = "<style>{{ inline_style }}</style>"
OTHER_HOST = re.compile(r"""(?:src|href|action|content|srcset)\s*=\s*["']?(?:https?:)?//""", re.I)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_a_template_parses_without_inline_code_or_another_host(path):
    source = path.read_text(encoding="utf-8")
    engines["django"].from_string(source)

    markup = TEMPLATE_CODE.sub("", source.replace(HASHED_STYLE, ""))
    assert INLINE_CODE.findall(markup) == []
    assert OTHER_HOST.findall(markup) == []
