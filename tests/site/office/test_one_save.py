"""A button pressed while Wagtail sends a draft by itself: one page, and what was typed stays."""

from django.urls import reverse

from curriculum.pages.models import LessonPage
from tests.browser import sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module


def test_a_button_waits_for_the_draft_under_way(live_server, page, guard):
    # Before the title is there, the server answers a draft with 400.
    guard.allow("status of 400")
    parent = module()
    lessons = list(LessonPage.objects.child_of(parent).values_list("pk", flat=True))
    sign_in_at_once(page, live_server.url, UserFactory(is_superuser=True))
    address = live_server.url + reverse(
        "wagtailadmin_pages:add", args=["curriculum_pages", "lessonpage", parent.pk]
    )
    drafts = _hold_accepted_drafts(page, address)
    page.goto(address)

    title = page.locator("#id_title")
    title.fill("Kayu kering")
    _type_until(drafts, title)
    page.get_by_role("button", name="Simpan konsep").click(no_wait_after=True)
    page.wait_for_timeout(200)
    for route, answer in drafts:
        route.fulfill(response=answer)

    page.locator(".messages .success").wait_for()
    (saved,) = LessonPage.objects.child_of(parent).exclude(pk__in=lessons)
    assert title.input_value() == saved.get_latest_revision_as_object().title


def _type_until(drafts, field):
    """Wagtail looks for changes some time after the page is there, and when typing pauses."""
    for _ in range(30):
        field.press_sequentially("a")
        field.page.wait_for_timeout(1500)
        if drafts:
            return
    raise AssertionError("no draft was sent")


def _hold_accepted_drafts(page, address):
    """The server has made the page; the browser does not know it yet."""
    held = []

    def hold(route):
        if "json" not in route.request.headers.get("accept", ""):
            return route.continue_()
        answer = route.fetch()
        if answer.ok:
            return held.append((route, answer))
        return route.fulfill(response=answer)

    page.route(address, hold)
    return held
