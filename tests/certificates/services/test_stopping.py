from datetime import timedelta

import pytest
from django.utils import timezone

from certificates.errors import BatchNotRunning, BatchNotStopped, BatchStopped, NotAllowed
from certificates.models import BatchState, Certificate, CertificateEvent, ItemState, Status
from certificates.services import (
    approve_batch,
    issue_items,
    requeue_stale_items,
    resume_batch,
    retry_failed_items,
    stop_batch,
)
from tests.factories.certificates import MembershipFactory


@pytest.fixture
def running(house):
    """Five approved certificates of which two are printed."""
    batch = house.prepared(5)
    approve_batch(batch=batch, approved_by=house.head)
    batch.ids = list(batch.items.order_by("position").values_list("pk", flat=True))
    issue_items(item_ids=batch.ids[:2])
    return batch


def test_a_stopped_batch_gives_nothing_away_until_it_goes_on(house, running):
    stop_batch(batch=running, stopped_by=house.clerk)

    assert issue_items(item_ids=running.ids) == 0
    running.items.filter(state=ItemState.QUEUED).update(
        heartbeat_at=timezone.now() - timedelta(hours=1)
    )
    assert requeue_stale_items() == 0

    with house.commits():
        assert resume_batch(batch=running, resumed_by=house.head) == 3

    running.refresh_from_db()
    assert running.state == BatchState.DONE
    assert Certificate.objects.filter(status=Status.VALID).count() == 5
    assert CertificateEvent.objects.filter(kind="issued").count() == 5


def test_what_a_worker_holds_when_it_is_stopped_is_finished_and_the_batch_closes_later(
    house, running
):
    running.items.filter(state=ItemState.QUEUED).update(
        state=ItemState.PRINTING, heartbeat_at=timezone.now()
    )
    stop_batch(batch=running, stopped_by=house.clerk)
    running.items.update(state=ItemState.DONE)

    resume_batch(batch=running, resumed_by=house.clerk)

    running.refresh_from_db()
    assert running.state == BatchState.DONE


def test_stopping_and_going_on_are_refused_where_there_is_nothing_to_stop(house, running):
    with pytest.raises(BatchNotStopped):
        resume_batch(batch=running, resumed_by=house.clerk)

    stop_batch(batch=running, stopped_by=house.clerk)

    with pytest.raises(BatchNotRunning):
        stop_batch(batch=running, stopped_by=house.clerk)
    running.items.filter(state=ItemState.QUEUED).update(state=ItemState.FAILED)
    with pytest.raises(BatchStopped):
        retry_failed_items(batch=running, retried_by=house.clerk)


def test_an_auditor_and_strangers_stop_nothing(house, running):
    for stranger in (
        MembershipFactory(role="auditor", issuer=house.issuer).user,
        MembershipFactory().user,
        MembershipFactory(role="head").user,
    ):
        with pytest.raises(NotAllowed):
            stop_batch(batch=running, stopped_by=stranger)
