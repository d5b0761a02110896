"""A facilitator writes down what people without a phone have learned: /pelajaran/catat/."""

import uuid

import pytest
from django.urls import reverse

from curriculum.models import ProgressEvent, ProgressSummary
from curriculum.services import replace_cards
from tests.curriculum.readers import does, reading_of
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.curriculum import check, module, step
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    tutul,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
PEOPLE = "/pelajaran/catat/"


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


def page_of(person):
    return reverse("curriculum:lessons_done", args=[person.pk])


def ticked(*readings, form_id=None):
    return {
        "form_id": form_id or uuid.uuid4(),
        "lessons": [f"{reading.release_id}-{reading.page_id}" for reading in readings],
    }


def test_ticking_lessons_keeps_them_for_her_and_names_who_wrote(client, sri, inaq):
    page = module(lessons=2)
    client.force_login(sri)
    assert markup_errors(client.get(PEOPLE).text) == []
    assert markup_errors(client.get(page_of(inaq)).text) == []

    answer = client.post(page_of(inaq), ticked(reading_of(page, 1), reading_of(page, 2)))

    inaq.refresh_from_db()
    assert answer.headers["Location"] == PEOPLE
    assert "Inaq Sahnim Rekaan: 2 bagian tercatat." in client.get(PEOPLE).text
    kept = {(event.user, event.recorded_by) for event in ProgressEvent.objects.all()}
    assert kept == {(inaq.user, sri)}
    assert ProgressSummary.objects.get(user=inaq.user).completed_at is not None


def test_the_same_form_twice_is_kept_once(client, sri, inaq):
    said = ticked(reading_of(module()))
    client.force_login(sri)

    client.post(page_of(inaq), said)
    client.post(page_of(inaq), said)

    assert ProgressEvent.objects.count() == 1
    assert "Ini sudah tercatat." in client.get(PEOPLE).text


def test_what_is_known_is_not_asked_again(client, sri, inaq, ruminah):
    page = module(lessons=2)
    inaq.user = ruminah
    inaq.save()
    does(ruminah, reading_of(page, 1))
    client.force_login(sri)

    shown = client.get(page_of(inaq)).text
    does(ruminah, reading_of(page, 2))

    assert ("Belajar 1" in shown, "Belajar 2" in shown) == (False, True)
    assert "Semua sudah selesai." in client.get(page_of(inaq)).text


@pytest.mark.parametrize("said", [{}, {"lessons": ["1-1"]}, {"lessons": ["x"]}])
def test_nothing_or_nonsense_ticked_comes_back(client, sri, inaq, said):
    module()
    client.force_login(sri)

    answer = client.post(page_of(inaq), {"form_id": uuid.uuid4(), **said})

    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert ProgressEvent.objects.count() == 0


def test_only_who_accompanies_her_today_opens_her_page(client, sri, inaq, group):
    neighbour = FacilitatorFactory(user__roles=["facilitator"])
    AssignmentFactory(facilitator=neighbour, group=CrafterGroupFactory(sentra=group.sentra))
    coordinator = UserFactory(roles=["coordinator"])
    MandateFactory(user=coordinator, place=tutul())
    said = ticked(reading_of(module()))
    seen = {}
    for name, user in {
        "own": sri,
        "same area": neighbour.user,
        "coordinator": coordinator,
        "foreign": UserFactory(roles=["facilitator"]),
        "chief": UserFactory(is_superuser=True),
    }.items():
        client.force_login(user)
        in_list = "Inaq Sahnim" in client.get(PEOPLE).text
        seen[name] = (in_list, client.get(page_of(inaq)).status_code)
        if user != sri:
            assert client.post(page_of(inaq), said).status_code == 404

    nobody = (False, 404)
    assert seen == {
        "own": (True, 200),
        "same area": nobody,
        "coordinator": nobody,
        "foreign": nobody,
        "chief": nobody,
    }
    assert ProgressEvent.objects.count() == 0


def test_guests_are_asked_to_sign_in(client, inaq):
    for address in (PEOPLE, page_of(inaq)):
        assert client.get(address).headers["Location"].startswith("/masuk/")


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_list_costs_the_same_for_any_number(
    client, sri, group, count, django_assert_num_queries
):
    for _number in range(count):
        MembershipFactory(group=group, person=PersonFactory())
    client.force_login(sri)
    client.get(PEOPLE)  # fills the caches of the site's name and colours

    with django_assert_num_queries(3):
        page = client.get(PEOPLE)

    assert page.text.count("/pelajaran/catat/") >= count


@pytest.mark.parametrize("lessons", [1, 30])
def test_her_page_costs_the_same_for_any_number_of_lessons(
    client, sri, inaq, lessons, django_assert_num_queries
):
    module(lessons=lessons)
    client.force_login(sri)
    client.get(page_of(inaq))

    with django_assert_num_queries(5):
        page = client.get(page_of(inaq))

    assert page.text.count('name="lessons"') == lessons


def test_the_group_page_leads_there_for_who_accompanies_it(client, sri, group):
    evaluator = UserFactory(roles=["evaluator"])
    MandateFactory(user=evaluator, place=tutul(), role="evaluator")
    leads = []
    for user in (sri, evaluator):
        client.force_login(user)
        leads.append(PEOPLE in client.get(group.get_absolute_url()).text)

    assert leads == [True, False]


def test_what_is_written_down_is_of_the_version_her_group_reads(client, sri, inaq, ruminah):
    page = module()
    inaq.user = ruminah
    inaq.save()
    does(ruminah, reading_of(page))
    old, lesson = page.current_release(), page.get_lessons()[0]
    lesson.change_kind = "major"
    replace_cards(lesson=lesson, cards=[step("Cara baru."), check()])
    ProgressEvent.objects.all().delete()
    client.force_login(sri)

    assert f'value="{old.pk}-{lesson.pk}"' in client.get(page_of(inaq)).text
