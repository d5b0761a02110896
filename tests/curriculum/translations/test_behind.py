"""What waits for translators: in the editor, card by card, and as a report."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from curriculum.services import give_lesson_rights
from curriculum.translations.freshness import CardBehind, TextBehind
from curriculum.translations.services import translate_page
from tests.curriculum.translations.conftest import WORDS
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import lesson_index
from tests.factories.curriculum import module as make_module

REPORT = reverse("curriculum_translations:behind")


@pytest.fixture
def translator(module):
    give_lesson_rights(index=lesson_index(), translators=Group.objects.filter(name="translator"))
    return UserFactory(roles=["translator"])


def first_lesson(madurese):
    return madurese.get_lessons()[0]


def cards_page(lesson):
    return reverse("curriculum_translations:cards", args=[lesson.pk])


def test_a_translator_sees_card_by_card_what_waits(client, translator, madurese, lesson, rewrite):
    rewrite(lesson, 1, "Pilih kayu yang sangat kering.")
    client.force_login(translator)

    cards = client.get(cards_page(first_lesson(madurese))).context["cards"]

    kept = [CardBehind(each.number, "", each.is_outdated, each.texts) for each in cards]
    assert kept == [
        CardBehind(
            1,
            "",
            True,
            (
                TextBehind(
                    "Pilih kayu yang sangat kering.",
                    "Pilih kayu yang kering.",
                    "Pèlè kaju sè kerrèng.",
                ),
            ),
        ),
        CardBehind(3, "", False, (TextBehind("Haluskan kayu.", "", ""),)),
    ]


def test_the_editor_of_a_translation_begins_with_what_waits(
    client, translator, madurese, lesson, rewrite
):
    rewrite(lesson, 1, "Pilih kayu yang sangat kering.")
    client.force_login(translator)

    editor = client.get(reverse("wagtailadmin_pages:edit", args=[first_lesson(madurese).pk]))

    assert "Lebih lama daripada teks asal: kartu 1. Belum diterjemahkan: kartu 3." in editor.text
    assert cards_page(first_lesson(madurese)) in editor.text


def test_an_editor_of_the_first_language_is_told_nothing(client, translator, madurese, lesson):
    client.force_login(translator)

    editor = client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))

    assert (editor.status_code, "Belum diterjemahkan" in editor.text) == (200, False)


@pytest.mark.parametrize(
    ("role", "status"), [("translator", 200), ("coordinator", 302), ("crafter", 302)]
)
def test_the_cards_are_for_those_who_may_change_the_lesson(
    client, translator, madurese, role, status
):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(cards_page(first_lesson(madurese))).status_code == status


def test_a_lesson_that_translates_nothing_has_no_such_page(client, translator, madurese, lesson):
    client.force_login(translator)

    assert client.get(cards_page(lesson)).status_code == 404


# --- The report ---------------------------------------------------------------


def rows_of(client, **query):
    client.force_login(UserFactory(roles=["translator"]))
    return [
        (row.module, row.lesson, row.language, row.cards, row.missing, row.outdated, row.share)
        for row in client.get(REPORT, query).context["object_list"]
    ]


def test_the_report_counts_cards_by_lesson_and_language(client, madurese, lesson, rewrite):
    translate_page(page=lesson, language="jv", words={}, publish=False)
    rewrite(lesson, 1, "Pilih kayu yang sangat kering.")

    assert rows_of(client) == [
        ("M01", "Belajar 1", "Basa Jawa", 3, 3, 0, 0),
        ("M01", "Belajar 2", "Basa Madura", 3, 3, 0, 0),
        ("M01", "Belajar 1", "Basa Madura", 3, 1, 1, 33),
    ]


def test_the_report_is_narrowed_to_a_language(client, madurese, lesson):
    translate_page(page=lesson, language="jv", words={}, publish=False)
    javanese = lesson.get_translations().get(locale__language_code="jv").locale_id

    assert [row[2] for row in rows_of(client, target_locale=javanese)] == ["Basa Jawa"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_report_goes_out_whole(client, madurese, rewrite, lesson, kind):
    rewrite(lesson, 2, "Potong kayu dengan pelan.")
    client.force_login(UserFactory(roles=["translator"]))

    response = client.get(REPORT, {"export": kind})

    sent = b"".join(response.streaming_content)
    assert kind == "xlsx" or b"M01,Belajar 1,Basa Madura,3,1,1" in sent


@pytest.mark.parametrize(
    ("role", "status"), [("translator", 200), ("publisher", 200), ("blk_clerk", 302)]
)
def test_the_report_is_for_those_who_may_see_programmes(client, madurese, role, status):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(REPORT).status_code == status
    assert (REPORT in client.get("/admin/").text) == (status == 200)


@pytest.mark.parametrize(("count", "queries"), [(0, 6), (1, 10), (30, 10)])
def test_the_report_asks_the_same_for_any_number_of_rows(
    client, count, queries, django_assert_num_queries
):
    module = make_module(lessons=count)
    translate_page(page=module, language="mad", words=WORDS, publish=False)
    for lesson in module.get_lessons():
        translate_page(page=lesson, language="mad", words=WORDS, publish=False)
    client.force_login(UserFactory(roles=["translator"]))
    address = reverse("curriculum_translations:behind_results")
    client.get(address)

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert len(response.context["object_list"]) == count
