"""The search through all people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.registry import services
from mentoring.registry.errors import ScanIsRunning
from mentoring.registry.models import DuplicateCase, DuplicateScan, Likeness, Person, WorkState
from mentoring.registry.services import scanning
from mentoring.registry.tasks import requeue_stale_work_task, start_duplicate_scan_task
from tests.factories.registry import PersonFactory, tutul

pytestmark = pytest.mark.django_db


def scan(**more):
    made = DuplicateScan.objects.create(**{"heartbeat_at": timezone.now(), **more})
    services.scan_for_duplicates(scan_id=made.pk)
    made.refresh_from_db()
    return made


def people(*names, **more):
    return [PersonFactory(full_name=name, **more) for name in names]


def test_it_finds_who_was_written_down_twice_and_nobody_else():
    ruminah, rumina, _another = people("Ruminah", "Hj. Roemina", "Sutini", birth_year=1980)
    people("Ruminah", birth_year=1960)

    done = scan()

    found = DuplicateCase.objects.get()
    assert {found.person_a, found.person_b} == {ruminah, rumina}
    assert (found.reason, found.score) == (Likeness.NAME_AND_BIRTH, 85)
    assert (done.state, done.people_read, done.cases_found) == (WorkState.DONE, 4, 1)


def test_a_second_search_finds_nothing_new_and_keeps_what_was_decided(dewi):
    people("Ruminah", "Rumina")
    scan()
    services.say_two_people(
        case=DuplicateCase.objects.get(), note="Sisters.", decided_by=dewi, now=timezone.now()
    )

    again = scan()

    assert again.cases_found == 0
    assert DuplicateCase.objects.get().state == "different"


def test_a_search_reads_in_parts_and_misses_nobody_at_their_borders(monkeypatch):
    monkeypatch.setattr(scanning, "READ_AT_ONCE", 3)
    for name in ("Aminah", "Buhari", "Rumina", "Rumina Contoh", "Sutini"):
        people(name, name, birth_year=1980)

    done = scan()

    assert done.people_read == 10
    # Five equal pairs, and each of two Ruminas with each of two Rumina Contohs.
    assert DuplicateCase.objects.count() == 9


def test_a_search_whose_worker_died_goes_on_where_it_stood(monkeypatch):
    people("Aminah", "Aminah", "Rumina", "Rumina")
    long_ago = timezone.now() - timedelta(hours=1)

    done = scan(state=WorkState.RUNNING, cursor="amina", people_read=2, heartbeat_at=long_ago)

    assert (done.state, done.people_read, done.cases_found) == (WorkState.DONE, 4, 1)


def test_two_workers_never_share_one_search():
    people("Aminah", "Aminah")
    made = DuplicateScan.objects.create(state=WorkState.RUNNING, heartbeat_at=timezone.now())

    assert services.scan_for_duplicates(scan_id=made.pk) == 0
    assert DuplicateCase.objects.count() == 0


def test_merged_and_erased_people_are_left_out():
    first, second = people("Aminah", "Aminah")
    Person.objects.filter(pk=second.pk).update(merged_into=first)

    assert scan().people_read == 1


def test_people_with_one_number_are_found_whatever_they_are_called(dewi):
    first, second = people("Aminah", "Sutini")
    for person in (first, second):
        services.enter_identifier(
            person=person, kind="NIK", text="9999990000000001", entered_by=dewi, now=timezone.now()
        )

    scan()

    assert DuplicateCase.objects.get().reason == Likeness.IDENTIFIER


def test_a_search_is_handed_to_a_worker_and_only_one_at_a_time(
    dewi, django_capture_on_commit_callbacks, settings
):
    people("Aminah", "Aminah")
    with django_capture_on_commit_callbacks(execute=True):
        made = services.start_scan(started_by=dewi)
    made.refresh_from_db()
    assert made.state == WorkState.DONE

    DuplicateScan.objects.create(heartbeat_at=timezone.now())
    with pytest.raises(ScanIsRunning):
        services.start_scan(started_by=dewi)
    start_duplicate_scan_task()
    assert DuplicateScan.objects.count() == 2


def test_the_sweep_sends_a_silent_search_to_a_worker():
    people("Aminah", "Aminah")
    made = DuplicateScan.objects.create(heartbeat_at=timezone.now() - timedelta(hours=1))

    requeue_stale_work_task()

    made.refresh_from_db()
    assert made.state == WorkState.DONE


def test_a_search_of_more_people_asks_few_more_questions(django_assert_max_num_queries):
    Person.objects.bulk_create(
        Person(full_name=f"Siti {n}", hamlet="Krajan", place=tutul(), birth_year=1980)
        for n in range(300)
    )

    with django_assert_max_num_queries(25):
        scan()
