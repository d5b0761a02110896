"""A list whose worker stops again and again is given up, and a person tries it again."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.registry import services
from mentoring.registry.errors import NotReadyForThat
from mentoring.registry.importing.problems import why_it_ended
from mentoring.registry.models import ImportState, Membership, Person, RowState
from mentoring.registry.services import import_work
from mentoring.registry.services.import_work import MOST_TRIES
from tests.mentoring.registry.importing.test_flow import MEMBERS, checked, take_in, work

__all__ = ["work"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def members(work, dewi, here):
    """A list that is checked, with nothing to correct."""
    batch = checked(work, MEMBERS, dewi)
    return work(services.take_over_suggestions, batch=batch, asked_by=dewi)


def silent(batch, state, tries):
    """As a worker leaves a list that was killed in the middle, for the last time."""
    long_ago = timezone.now() - timedelta(hours=2)
    type(batch).objects.filter(pk=batch.pk).update(
        state=state, claim=uuid.uuid4(), heartbeat_at=long_ago, tries=tries, written_at=None
    )
    batch.refresh_from_db()


def tried(batch):
    services.run_import(batch_id=batch.pk)
    batch.refresh_from_db()
    return batch


def test_a_check_that_crashes_is_tried_three_times_and_then_told(dewi, here):
    batch = take_in(MEMBERS, dewi)
    batch.file.storage.delete(batch.file.name)
    silent(batch, ImportState.CHECKING, tries=0)
    for _each in range(MOST_TRIES):
        with pytest.raises(FileNotFoundError):
            tried(batch)
        type(batch).objects.update(heartbeat_at=timezone.now() - timedelta(hours=2))

    assert services.requeue_stale_imports() == 1
    batch.refresh_from_db()

    assert (batch.state, batch.error_code) == (ImportState.FAILED, "import_keeps_stopping")
    assert services.requeue_stale_imports() == 0
    assert "lebih kecil" in why_it_ended(batch.error_code)


def test_a_part_that_was_finished_begins_the_counting_anew(members, dewi, monkeypatch):
    monkeypatch.setattr(import_work, "PART", 1)
    silent(members, ImportState.WRITING, tries=MOST_TRIES - 1)

    batch = tried(members)

    assert (batch.state, batch.tries) == (ImportState.WRITTEN, 0)


def test_a_half_written_list_that_keeps_stopping_is_taken_back(work, members, dewi):
    work(services.write_list, batch=members, written_by=dewi)
    Membership.objects.filter(person__full_name="Buhari Contoh").delete()
    Person.objects.filter(full_name="Buhari Contoh").delete()
    members.rows.filter(number=3).update(state=RowState.READY, made=[])
    silent(members, ImportState.WRITING, tries=MOST_TRIES)

    batch = tried(members)

    assert (batch.state, batch.error_code) == (ImportState.UNDONE, "import_keeps_stopping")
    assert not Person.objects.exists()


def test_taking_back_that_keeps_stopping_can_be_finished_by_a_person(work, members, dewi):
    work(services.write_list, batch=members, written_by=dewi)
    silent(members, ImportState.UNDOING, tries=MOST_TRIES)
    batch = tried(members)
    assert (batch.state, batch.error_code) == (ImportState.FAILED, "taking_back_keeps_stopping")
    with pytest.raises(NotReadyForThat):
        services.check_list(batch=batch, columns=batch.columns, asked_by=dewi)

    batch = work(services.try_again, batch=batch, asked_by=dewi)

    assert (batch.state, batch.error_code) == (ImportState.UNDONE, "")
    assert not Person.objects.exists()


def test_who_tries_again_has_the_list_checked_anew_and_writes_it(work, members, dewi):
    silent(members, ImportState.CHECKING, tries=MOST_TRIES)
    batch = tried(members)

    batch = work(services.try_again, batch=batch, asked_by=dewi)
    batch = work(services.take_over_suggestions, batch=batch, asked_by=dewi)
    batch = work(services.write_list, batch=batch, written_by=dewi)

    assert (batch.state, Person.objects.count()) == (ImportState.WRITTEN, 2)


def test_what_stands_is_not_tried_again(work, members, dewi):
    with pytest.raises(NotReadyForThat):
        services.try_again(batch=members, asked_by=dewi)
    written = work(services.write_list, batch=members, written_by=dewi)
    with pytest.raises(NotReadyForThat):
        services.try_again(batch=written, asked_by=dewi)


def test_the_page_offers_another_try_and_no_way_back_after_its_days(
    work, members, dewi, wayan, client, django_capture_on_commit_callbacks
):
    def offered(name):
        page = client.get(members.get_absolute_url()).text
        return reverse(f"mentoring_import:{name}", args=[members.pk]) in page

    client.force_login(dewi)
    work(services.write_list, batch=members, written_by=dewi)
    assert (offered("take_back"), offered("try_again")) == (True, False)
    type(members).objects.update(written_at=timezone.now() - timedelta(days=31))
    assert (offered("take_back"), offered("try_again")) == (False, False)
    silent(members, ImportState.UNDOING, tries=MOST_TRIES)
    tried(members)
    assert (offered("columns"), offered("try_again")) == (False, True)

    again = reverse("mentoring_import:try_again", args=[members.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(again).status_code == 302

    members.refresh_from_db()
    assert members.state == ImportState.UNDONE
    client.force_login(wayan)
    assert client.get(again).status_code == 404
