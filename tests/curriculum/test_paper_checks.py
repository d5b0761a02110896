"""A facilitator types in what was ticked on paper: /pelajaran/catat/<person>/lembar/."""

import uuid

import pytest
from django.urls import reverse

from curriculum.models import ModuleRelease, ProgressEvent, ProgressSummary, ReleasedLesson
from curriculum.services import replace_cards
from tests.curriculum.readers import does, reading_of
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.curriculum import check, module, picture, picture_check, step
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    tutul,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def sri():
    return UserFactory(full_name="Sri Pendamping Contoh", roles=["facilitator"])


@pytest.fixture
def group(sri):
    group = CrafterGroupFactory(name="Ronce Melati")
    AssignmentFactory(facilitator=FacilitatorFactory(user=sri), group=group)
    return group


@pytest.fixture
def inaq(group):
    """Belongs to the group and has neither a phone nor an account."""
    person = PersonFactory(full_name="Inaq Sahnim Rekaan")
    MembershipFactory(group=group, person=person)
    return person


@pytest.fixture
def page(db):
    """Three questions in two lessons; the last is answered by pictures."""
    cards = [step(), check(), check("Kapan kayu diukur?")]
    drawn = module(cards=cards)
    from curriculum.services import create_lesson, publish_module

    pictures = picture_check(picture("Basah"), picture("Kering"), "Mana yang kering?")
    create_lesson(module=drawn, title="Belajar 2", cards=[pictures])
    publish_module(module=drawn)
    return drawn


def release_of(page, number=None):
    releases = ModuleRelease.objects.filter(page_id=page.pk)
    return releases.get(number=number) if number else releases.first()


def form_of(person, release):
    return reverse("curriculum:paper_check", args=[person.pk, release.pk])


def said(release, letters, *, moment="before", form_id=None):
    """The form filled in with these letters ("B" right, "A" wrong, " " blank)."""
    rows = release.lessons.order_by("position")
    checks = [card for row in rows for card in row.cards if card["options"]]
    answers = {
        f"q{number}": "" if letter == " " else each["options"]["AB".index(letter)]["id"]
        for number, (letter, each) in enumerate(zip(letters, checks, strict=True), start=1)
    }
    return {"form_id": form_id or uuid.uuid4(), "moment": moment, **answers}


def test_a_sheet_becomes_her_answers_with_the_name_of_who_typed_it(client, sri, inaq, page):
    release = release_of(page)
    client.force_login(sri)

    answer = client.post(form_of(inaq, release), said(release, "BA "))

    inaq.refresh_from_db()
    kept = ProgressEvent.objects.order_by("is_correct")
    assert [(row.user, row.recorded_by, row.release, row.moment) for row in kept] == [
        (inaq.user, sri, release, "before")
    ] * 2
    assert [row.is_correct for row in kept] == [False, True]
    assert ProgressSummary.objects.get(user=inaq.user).checks_passed == 1
    shown = client.get(answer.headers["Location"]).text
    assert markup_errors(shown) == []
    assert "1 dari 3 benar" in shown
    assert "sebelum pelajaran" in shown
    assert "Lembar itu sudah tercatat." in shown
    assert "Kayu basah mudah retak." in shown
    assert "Benar, tidak retak." in shown
    assert "kosong" in shown


def test_the_form_asks_for_the_letter_of_every_question(client, sri, inaq, page):
    client.force_login(sri)

    shown = client.get(form_of(inaq, release_of(page))).text

    assert markup_errors(shown) == []
    assert [f"<strong>{n}.</strong>" in shown for n in (1, 2, 3, 4)] == [True] * 3 + [False]
    assert shown.count("<strong>B</strong>") == 3
    # A picture's words, for who hears the form; the facilitator has the sheet in her hand.
    assert shown.count("Kayu kering.</span>") == 1
    assert shown.count('value="" checked') == 3


def test_the_same_form_twice_is_one_record_as_it_was_first(client, sri, inaq, page):
    release = release_of(page)
    form_id = uuid.uuid4()
    client.force_login(sri)

    client.post(form_of(inaq, release), said(release, "BBB", form_id=form_id))
    again = client.post(form_of(inaq, release), said(release, "AAA", form_id=form_id))

    assert [row.is_correct for row in ProgressEvent.objects.all()] == [True] * 3
    shown = client.get(again.headers["Location"]).text
    assert "Ini sudah tercatat." in shown
    assert "3 dari 3 benar" in shown


def test_before_and_after_are_two_sheets_and_the_form_tells_what_is_there(client, sri, inaq, page):
    release = release_of(page)
    client.force_login(sri)
    client.post(form_of(inaq, release), said(release, "AA "))
    client.post(form_of(inaq, release), said(release, "BBB", moment="after"))

    shown = client.get(form_of(inaq, release)).text

    assert "Sudah tercatat: sebelum pelajaran" in shown
    assert "0 dari 2 benar" in shown
    assert "Sudah tercatat: sesudah pelajaran" in shown
    assert "3 dari 3 benar" in shown
    assert ProgressEvent.objects.count() == 5


def test_what_was_typed_comes_back_with_what_is_missing(client, sri, inaq, page):
    release = release_of(page)
    client.force_login(sri)
    wanted = said(release, "BA ")

    without_moment = client.post(form_of(inaq, release), {**wanted, "moment": ""})
    nothing = client.post(form_of(inaq, release), {"moment": "after", "form_id": uuid.uuid4()})
    nonsense = client.post(form_of(inaq, release), {**wanted, "q1": "x"})

    assert "sebelum pelajaran atau sesudahnya" in without_moment.text
    assert f'value="{wanted["q1"]}" checked' in without_moment.text
    assert f'value="{wanted["form_id"]}"' in without_moment.text
    assert "Belum ada jawaban" in nothing.text
    assert 'value="after" checked' in nothing.text
    assert 'role="alert"' in nonsense.text
    assert markup_errors(nonsense.text) == markup_errors(without_moment.text) == []
    assert ProgressEvent.objects.count() == 0


def test_a_sheet_of_an_older_version_is_kept_for_that_version(client, sri, inaq):
    page = module(cards=[step(), check()])
    replace_cards(lesson=page.get_lessons()[0], cards=[step(), check("Yang baru?")])
    old = release_of(page, 1)
    client.force_login(sri)

    shown = client.get(form_of(inaq, old)).text
    client.post(form_of(inaq, old), said(old, "B"))

    assert "Kayu mana yang baik?" in shown
    assert form_of(inaq, release_of(page, 2)) in shown
    assert ProgressEvent.objects.get().release == old


def test_the_list_offers_the_version_her_group_reads(client, sri, group, inaq, ruminah):
    page = module(cards=[step(), check()])
    module("M02", title="Tanpa pertanyaan", cards=[step()])
    inaq.user = ruminah
    inaq.save()
    does(ruminah, reading_of(page))
    lesson = page.get_lessons()[0]
    from curriculum.models import ReleasePin

    replace_cards(lesson=lesson, cards=[step("Baru."), check("Baru?")])
    ModuleRelease.objects.filter(page_id=page.pk, number=2).update(change_kind="major")
    ReleasePin.objects.create(
        audience_key=f"group:{group.pk}", module_id=page.pk, release=release_of(page, 1)
    )
    stranger = PersonFactory()
    MembershipFactory(group=group, person=stranger)
    client.force_login(sri)

    shown = {
        person: client.get(reverse("curriculum:paper_checks", args=[person.pk])).text
        for person in (inaq, stranger)
    }

    assert form_of(inaq, release_of(page, 1)) in shown[inaq]
    assert form_of(stranger, release_of(page, 2)) in shown[stranger]
    assert "Tanpa pertanyaan" not in shown[inaq]
    assert markup_errors(shown[inaq]) == []


def test_the_code_on_the_sheet_leads_through_the_person_to_the_form(client, sri, inaq, page):
    release = release_of(page)
    client.force_login(sri)

    people = client.get(f"/pelajaran/catat/?lembar={release.pk}").text

    assert form_of(inaq, release) in people
    assert markup_errors(people) == []
    for nonsense in ("x", "-1", "٣", "1/"):
        assert client.get("/pelajaran/catat/", {"lembar": nonsense}).status_code == 200
    assert client.get(f"/pelajaran/catat/{inaq.pk}/lembar/{10**30}/").status_code == 404


def test_a_release_without_kept_words_is_refused_in_a_sentence(client, sri, inaq, page):
    ReleasedLesson.objects.update(cards=None)
    client.force_login(sri)

    answer = client.get(form_of(inaq, release_of(page)), follow=True)

    assert "terbit sebelum berkasnya disimpan" in answer.text


def test_only_who_accompanies_her_today_types_for_her(client, sri, inaq, group, page):
    release = release_of(page)
    client.force_login(sri)
    result = client.post(form_of(inaq, release), said(release, "BBB")).headers["Location"]
    neighbour = FacilitatorFactory(user__roles=["facilitator"])
    AssignmentFactory(facilitator=neighbour, group=CrafterGroupFactory(sentra=group.sentra))
    coordinator = UserFactory(roles=["coordinator"])
    MandateFactory(user=coordinator, place=tutul())
    addresses = (
        reverse("curriculum:paper_checks", args=[inaq.pk]),
        form_of(inaq, release),
        result,
    )
    seen = {}
    for name, user in {
        "own": sri,
        "same area": neighbour.user,
        "coordinator": coordinator,
        "foreign": UserFactory(roles=["facilitator"]),
        "chief": UserFactory(is_superuser=True),
    }.items():
        client.force_login(user)
        seen[name] = [client.get(address).status_code for address in addresses]
        if user != sri:
            assert client.post(form_of(inaq, release), said(release, "BBB")).status_code == 404

    assert seen == {
        "own": [200] * 3,
        "same area": [404] * 3,
        "coordinator": [404] * 3,
        "foreign": [404] * 3,
        "chief": [404] * 3,
    }
    assert ProgressEvent.objects.count() == 3
    client.logout()
    assert client.get(addresses[1]).headers["Location"].startswith("/masuk/")


def test_a_result_belongs_to_its_person(client, sri, inaq, group, page):
    release = release_of(page)
    other = PersonFactory()
    MembershipFactory(group=group, person=other)
    client.force_login(sri)
    result = client.post(form_of(inaq, release), said(release, "BBB")).headers["Location"]

    assert client.get(result.replace(str(inaq.pk), str(other.pk))).status_code == 404
    unknown = reverse("curriculum:paper_check_result", args=[inaq.pk, release.pk, uuid.uuid4()])
    assert client.get(unknown).status_code == 404


@pytest.mark.parametrize("modules", [0, 1, 30])
def test_the_list_costs_the_same_for_any_number(
    client, sri, inaq, ruminah, modules, django_assert_num_queries
):
    for number in range(modules):
        module(f"M{number:02}")
    inaq.user = ruminah
    inaq.save()
    client.force_login(sri)
    address = reverse("curriculum:paper_checks", args=[inaq.pk])
    client.get(address)

    with django_assert_num_queries(8 if modules else 7):
        shown = client.get(address).text

    assert shown.count('class="row"') == modules


@pytest.mark.parametrize("lessons", [1, 30])
def test_the_form_costs_the_same_for_any_number(
    client, sri, inaq, ruminah, lessons, django_assert_num_queries
):
    page = module(lessons=lessons)
    inaq.user = ruminah
    inaq.save()
    client.force_login(sri)
    address = form_of(inaq, release_of(page))
    client.get(address)

    with django_assert_num_queries(7):
        client.get(address)
