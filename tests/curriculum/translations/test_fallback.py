"""Card by card: what readers of a translation get, and what its releases keep."""

import uuid
from dataclasses import replace

from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from curriculum.models import ModuleRelease
from curriculum.services import OptionDraft, replace_cards
from curriculum.translations.services import follow_original, translate_page
from tests.curriculum.translations.conftest import WORDS
from tests.factories.curriculum import check, picture, sound, step

FRESH = [
    ("Pèlè kaju sè kerrèng.", "", False),
    ("Pokol kaju.", "", False),
    ("Haluskan kayu.", "id", False),
]


def cards_shown(lesson):
    reading = lesson.get_reading(None)
    return [(card.text, card.language, card.is_outdated) for card in reading.cards]


def in_madurese(module, number=1):
    return module.get_lessons()[number - 1]


def test_a_card_nobody_translated_yet_is_shown_in_the_first_language(madurese):
    assert cards_shown(in_madurese(madurese)) == FRESH


def test_a_card_whose_first_text_changed_stays_as_it_was_and_says_so(madurese, lesson, rewrite):
    rewrite(lesson, 1, "Pilih kayu yang sangat kering.")

    assert cards_shown(in_madurese(madurese)) == [
        ("Pèlè kaju sè kerrèng.", "", True),
        ("Pokol kaju.", "", False),
        ("Haluskan kayu.", "id", False),
    ]


def test_a_new_translation_of_the_changed_text_is_no_longer_outdated(madurese, lesson, rewrite):
    rewrite(lesson, 1, "Pilih kayu yang sangat kering.")
    words = {**WORDS, "Pilih kayu yang sangat kering.": "Pèlè kaju sè ghu-onggu kerrèng."}

    translate_page(page=lesson, language="mad", words=words)

    assert cards_shown(in_madurese(madurese))[0] == ("Pèlè kaju sè ghu-onggu kerrèng.", "", False)


def test_publishing_a_translation_again_keeps_an_outdated_card_as_it_was(madurese, lesson, rewrite):
    rewrite(lesson, 1, "Pilih kayu yang sangat kering.")

    translate_page(page=lesson, language="mad", words={"Haluskan kayu.": "Alossaghi kaju."})

    assert cards_shown(in_madurese(madurese)) == [
        ("Pèlè kaju sè kerrèng.", "", True),
        ("Pokol kaju.", "", False),
        ("Alossaghi kaju.", "", False),
    ]


def test_words_that_a_translator_typed_wait_for_the_publisher(module, madurese, lesson):
    words = {"Haluskan kayu.": "Alossaghi kaju."}
    translate_page(page=lesson, language="mad", words=words, publish=False)

    follow_original(module=module)

    assert StringTranslation.objects.filter(data="Alossaghi kaju.").exists()
    assert cards_shown(in_madurese(madurese)) == FRESH


def test_cards_that_come_and_go_do_so_in_every_language(
    madurese, lesson, cards, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        replace_cards(lesson=lesson, cards=[cards[1], step("Cuci tangan."), cards[0]])

    assert cards_shown(in_madurese(madurese)) == [
        ("Pokol kaju.", "", False),
        ("Cuci tangan.", "id", False),
        ("Pèlè kaju sè kerrèng.", "", False),
    ]


def test_a_lesson_nobody_translated_is_a_way_to_the_lesson_itself(madurese):
    reading = madurese.get_reading(None)

    assert [(place.title, place.url, place.language) for place in reading.lessons] == [
        ("Ajhar 1", "/pelajaran/mad/m01/belajar-1/", ""),
        ("Belajar 2", "/pelajaran/m01/belajar-2/", "id"),
    ]


def test_a_new_lesson_begins_as_a_draft_in_every_language_of_its_module(
    module, madurese, django_capture_on_commit_callbacks
):
    from curriculum.services import create_lesson

    with django_capture_on_commit_callbacks(execute=True):
        create_lesson(module=module, title="Belajar 3", cards=[step("Ikat benang.")])

    drafts = [page.title for page in madurese.get_children().not_live()]
    assert drafts == ["Belajar 2", "Belajar 3"]
    assert [place.title for place in madurese.get_reading(None).lessons][2] == "Belajar 3"


def test_nothing_new_is_released_while_nothing_changed(module, madurese):
    releases = ModuleRelease.objects.filter(page_id=madurese.pk)
    before = list(releases.values_list("number", flat=True))

    follow_original(module=module)

    assert list(releases.values_list("number", flat=True)) == before


def test_a_change_in_the_first_language_is_a_small_one_in_the_others(madurese, lesson, rewrite):
    rewrite(lesson, 1, "Pilih kayu yang sangat kering.")

    newest = ModuleRelease.objects.filter(page_id=madurese.pk).first()
    assert newest.change_kind == "minor"


def test_a_release_names_the_files_of_cards_it_took_over(
    module, madurese, lesson, django_capture_on_commit_callbacks
):
    pictured = step("Lihat gambar.", picture=module.cover, alt="Kayu.")
    with django_capture_on_commit_callbacks(execute=True):
        replace_cards(lesson=lesson, cards=[pictured])

    first = ModuleRelease.objects.filter(page_id=module.pk).first()
    other = ModuleRelease.objects.filter(page_id=madurese.pk).first()
    shown = in_madurese(madurese).get_reading(None).cards[0].picture.url
    assert other.weights()["pictures"] == first.weights()["pictures"] > 0
    assert [line["path"] for line in other.manifest if shown.endswith(line["path"])] != []


def test_a_translated_card_says_that_its_voice_is_still_of_the_first_language(
    madurese, lesson, cards, client, django_capture_on_commit_callbacks
):
    spoken = [replace(card, sound=sound(f"Suara {n}")) for n, card in enumerate(cards)]
    with django_capture_on_commit_callbacks(execute=True):
        replace_cards(lesson=lesson, cards=spoken)

    translate_page(page=lesson, language="mad", words=WORDS)

    reading = in_madurese(madurese).get_reading(None)
    assert [card.voice.language for card in reading.cards] == ["id", "id", ""]
    assert client.get(reading.url).text.count(">Bahasa Indonesia</span>") == 2


def test_a_picture_and_a_right_answer_mended_in_the_first_language_are_mended_here(
    madurese, module, lesson, django_capture_on_commit_callbacks
):
    def written(cover, right):
        options = [
            OptionDraft("a", "Basah", right == "a", "Lihat lagi."),
            OptionDraft("b", "Kering", right == "b", "Ya."),
        ]
        asked = replace(question, picture=cover, alt="Kayu.", options=options)
        with django_capture_on_commit_callbacks(execute=True):
            replace_cards(lesson=lesson, cards=[asked])

    question = check("Kayu apa?")
    written(module.cover, "a")
    words = {"Kayu apa?": "Kaju apa?", "Basah": "Bâcca", "Kering": "Kerrèng", "Kayu.": "Kaju."}
    words |= {"Lihat lagi.": "Abâs polè.", "Ya.": "Iyâ."}
    translate_page(page=lesson, language="mad", words=words)
    written(picture(size=(30, 40)), "b")

    (card,) = in_madurese(madurese).get_reading(None).cards
    (first,) = lesson.get_reading(None).cards
    assert card.picture == replace(first.picture, alt="Kaju.")
    assert [(option.text, option.is_correct) for option in card.options] == [
        ("Bâcca", False),
        ("Kerrèng", True),
    ]


def test_a_sound_of_her_own_language_stays_when_the_first_one_changes(
    madurese, lesson, cards, django_capture_on_commit_callbacks
):
    def spoken(title):
        with django_capture_on_commit_callbacks(execute=True):
            voiced = replace(cards[0], sound=sound(title, seconds=len(title)))
            replace_cards(lesson=lesson, cards=[voiced])

    spoken("Suara")
    translation = Translation.objects.get(
        source__object_id=lesson.translation_key, target_locale__language_code="mad"
    )
    SegmentOverride.objects.create(
        locale=translation.target_locale,
        context=translation.source.overridablesegment_set.get(
            context__path__endswith=".sound"
        ).context,
        data_json=str(sound("Suara Madura", seconds=5).pk),
    )
    translate_page(page=lesson, language="mad", words=WORDS)
    spoken("Suara yang lain")

    (card,) = in_madurese(madurese).get_reading(None).cards
    assert (card.text, card.voice.seconds, card.voice.language) == (WORDS[cards[0].text], 5, "")


def test_a_question_shown_in_the_first_language_can_be_answered_from_a_phone(
    madurese, lesson, cards, ruminah, django_capture_on_commit_callbacks
):
    from curriculum.answer_keys import answer_keys

    question = check()
    with django_capture_on_commit_callbacks(execute=True):
        replace_cards(lesson=lesson, cards=[*cards, question])

    release = ModuleRelease.objects.filter(page_id=madurese.pk).first()
    page = in_madurese(madurese)
    right = str(uuid.uuid5(question.id, "b"))
    assert answer_keys([release.pk])[release.pk].is_right(page.pk, str(question.id), right)


def test_a_module_taken_back_in_the_first_language_stands_for_itself(module, madurese):
    module.unpublish()

    assert cards_shown(in_madurese(madurese)) == FRESH
