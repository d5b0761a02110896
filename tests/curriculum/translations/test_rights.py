"""Who translates, who publishes, and who may only read."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group
from wagtail_localize.models import StringSegment, Translation

from curriculum.services import give_lesson_rights
from curriculum.translations.services import translate_page
from tests.curriculum.translations.conftest import WORDS
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import lesson_index


@pytest.fixture
def begun(module, lesson):
    """The module and its first lesson in Madurese, as drafts."""

    def groups(name):
        return Group.objects.filter(name=name)

    give_lesson_rights(
        index=lesson_index(),
        authors=groups("author"),
        translators=groups("translator"),
        publishers=groups("publisher"),
    )
    translate_page(page=module, language="mad", words=WORDS, publish=False)
    return translate_page(page=lesson, language="mad", words=WORDS, publish=False)


@pytest.fixture
def sign_in(client):
    def sign_in(role):
        client.force_login(UserFactory(roles=[role]))
        return client

    return sign_in


def editor(page):
    return f"/admin/pages/{page.pk}/edit/"


def text_of(page, text):
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=page.locale
    )
    segment = StringSegment.objects.get(source=translation.source, string__data=text)
    return f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"


def types(client, page, text, translated):
    return client.put(
        text_of(page, text),
        data=urlencode({"value": translated}),
        content_type="application/x-www-form-urlencoded",
    ).status_code


@pytest.mark.parametrize(
    ("role", "opens", "typed"),
    [
        ("translator", 200, 201),
        ("publisher", 200, 201),
        ("author", 200, 201),
        # Who works in the office on other things, and who does not work there at all.
        ("coordinator", 302, 403),
        ("crafter", 302, 302),
    ],
)
def test_a_translation_is_written_by_who_may_change_lessons(sign_in, begun, role, opens, typed):
    client = sign_in(role)

    assert client.get(editor(begun)).status_code == opens
    assert types(client, begun, "Haluskan kayu.", "Alossaghi kaju.") == typed


def test_a_translator_begins_a_translation_and_an_author_does_not(sign_in, module):
    begin = f"/admin/localize/submit/page/{module.pk}/"

    found = {role: sign_in(role).get(begin).status_code for role in ("translator", "author")}

    assert found == {"translator": 200, "author": 302}


def test_a_translator_cannot_publish(sign_in, begun):
    answer = sign_in("translator").post(editor(begun), {"action": "publish"})

    begun.refresh_from_db()
    assert (answer.status_code, begun.live) == (302, False)


def test_a_publisher_publishes(sign_in, begun, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sign_in("publisher").post(
            editor(begun), {"action": "publish", "publish_reason": "Suara menyusul."}
        )

    begun.refresh_from_db()
    assert begun.live
