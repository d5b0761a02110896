"""A module's page says what it builds on, with a tick for what is done."""

import pytest

from curriculum.services import publish_module
from tests.curriculum.readers import does, reading_of
from tests.factories.curriculum import draft_module, module
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


def needing(*pages, code="M02", title="Merapikan gerabah"):
    page = module(code, title=title)
    page.prerequisites.set(pages)
    page.save_revision().publish()
    publish_module(module=page)
    return page


def shown(client, page):
    """The part of the page above its own lessons."""
    text = client.get(page.url).text
    assert markup_errors(text) == []
    return text.partition("Pelajari dulu")[2].partition("<h2>")[0]


def test_readers_see_what_it_builds_on_and_the_way_there(client):
    first = module("M01")

    above = shown(client, needing(first))

    assert f'href="{first.url}"' in above
    assert first.title in above
    assert "✓" not in above


def test_a_tick_once_every_lesson_of_it_is_done(client, ruminah):
    first = module("M01", lessons=2)
    page = needing(first)
    client.force_login(ruminah)
    does(ruminah, reading_of(first, 1))
    before = shown(client, page)

    does(ruminah, reading_of(first, 2))

    assert ("✓" in before, "✓" in shown(client, page)) == (False, True)


def test_what_nobody_can_read_is_not_named(client):
    draft = draft_module("M01")

    assert shown(client, needing(draft)) == ""


def test_a_module_that_needs_nothing_says_nothing(client):
    assert shown(client, module("M01")) == ""


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_page_of_a_reader_costs_three_queries_whatever_it_builds_on(
    client, ruminah, count, django_assert_num_queries
):
    page = needing(*(module(f"B{number:02}") for number in range(count)))
    client.force_login(ruminah)
    client.get(page.url)

    with django_assert_num_queries(3):
        assert client.get(page.url).status_code == 200
