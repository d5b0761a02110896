"""The check before publishing, asked where wagtail-localize publishes."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail_localize.models import Translation

from curriculum.services import give_lesson_rights
from curriculum.services.publishing import PUBLISHED_ALL_THE_SAME
from curriculum.translations.publishing import check_translation
from curriculum.translations.services import translate_page
from tests.curriculum.translations.conftest import WORDS
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import lesson_index, ready_step
from tests.factories.curriculum import module as make_module

LONG = "Pilih kayu yang kering dan lurus dan berat dan bersih dan tua dan tidak retak sama sekali."


@pytest.fixture
def draft(module, lesson):
    """The first lesson in Madurese, not published; its cards have no sound."""
    give_lesson_rights(
        index=lesson_index(),
        translators=Group.objects.filter(name="translator"),
        publishers=Group.objects.filter(name="publisher"),
    )
    translate_page(page=module, language="mad", words=WORDS)
    return translate_page(page=lesson, language="mad", words=WORDS, publish=False)


@pytest.fixture
def publisher(draft):
    return UserFactory(roles=["publisher"])


def editor(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def publish(client, page, **more):
    return client.post(editor(page), {"action": "publish", **more})


def findings(page):
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=page.locale
    )
    return check_translation(translation, page).findings


def reasons():
    return PageLogEntry.objects.filter(action=PUBLISHED_ALL_THE_SAME)


def test_a_translation_with_things_to_mend_is_not_published_at_once(client, publisher, draft):
    client.force_login(publisher)

    answer = publish(client, draft)

    draft.refresh_from_db()
    assert answer.status_code == 200
    assert answer.context["check"].findings == findings(draft) != ()
    assert draft.live is False


def test_with_a_reason_it_is_published_and_the_reason_is_kept(
    client, publisher, draft, django_capture_on_commit_callbacks
):
    client.force_login(publisher)

    with django_capture_on_commit_callbacks(execute=True):
        answer = publish(client, draft, publish_reason="Suara menyusul.")

    draft.refresh_from_db()
    kept = reasons().get()
    assert answer.status_code == 302
    assert draft.live is True
    assert kept.revision == draft.live_revision
    assert kept.data["reason"] == "Suara menyusul."
    assert len(kept.data["findings"]) == len(findings(draft))


def test_a_reason_of_blanks_is_no_reason(client, publisher, draft):
    client.force_login(publisher)

    answer = publish(client, draft, publish_reason="   ")

    draft.refresh_from_db()
    assert answer.context["form"].has_error("publish_reason", "required")
    assert draft.live is False


def test_a_translation_that_is_ready_is_published_without_a_question(
    client, publisher, draft, django_capture_on_commit_callbacks
):
    module = make_module("M02", lessons=1, cards=[ready_step("Potong kayu.")])
    translate_page(page=module, language="mad", words=WORDS)
    ready = translate_page(page=module.get_lessons()[0], language="mad", words=WORDS, publish=False)
    client.force_login(publisher)

    with django_capture_on_commit_callbacks(execute=True):
        answer = publish(client, ready)

    ready.refresh_from_db()
    assert answer.status_code == 302
    assert ready.live is True
    assert reasons().count() == 0


def test_what_the_translator_wrote_is_checked_and_not_the_first_text(module, lesson, draft):
    before = {finding.code for finding in findings(draft)}

    translate_page(
        page=lesson, language="mad", words={**WORDS, "Potong kayu.": LONG}, publish=False
    )

    assert {finding.code for finding in findings(draft)} - before == {"sentence_too_long"}


def test_who_may_not_publish_is_refused_as_before(client, draft):
    client.force_login(UserFactory(roles=["translator"]))

    publish(client, draft, publish_reason="Saya mau.")

    draft.refresh_from_db()
    assert draft.live is False
    assert reasons().count() == 0


def sync(client, page, **more):
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=page.locale
    )
    address = reverse("wagtail_localize:update_translations", args=[translation.source.pk])
    return client.post(address, more)


def test_syncing_all_languages_publishes_none_that_is_not_ready(
    client, publisher, draft, django_capture_on_commit_callbacks
):
    client.force_login(publisher)

    with django_capture_on_commit_callbacks(execute=True):
        answer = sync(client, draft, publish_translations="on")

    draft.refresh_from_db()
    told = [str(message) for message in client.get(answer.url).context["messages"]]
    assert draft.live is False
    assert len(told) == 1
    assert draft.title in told[0]


def test_syncing_without_publishing_asks_nothing(client, publisher, draft):
    client.force_login(publisher)

    answer = sync(client, draft)

    assert answer.status_code == 302
    assert "localize/update" not in answer.url
