from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.assignments.desk import desk_items
from mentoring.assignments.models import AttentionReason
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AssignmentFactory,
    FacilitatorFactory,
    TrainingWaiverFactory,
)
from tests.factories.registry import CrafterGroupFactory, MandateFactory, SentraFactory, place

pytestmark = pytest.mark.django_db


def coordinator(code, days_since_sign_in, **more):
    user = UserFactory(
        roles=["coordinator"],
        last_login=timezone.now() - timedelta(days=days_since_sign_in),
        **more,
    )
    MandateFactory(user=user, place=place(code))
    return user


def waiting(user, today):
    return {str(item.label): item for item in desk_items(user, today) if item.kind == "waiting"}


def alone(user, today):
    item = waiting(user, today).get("Kelompok tanpa pendamping")
    return item.count if item else 0


def test_what_a_nearer_coordinator_looks_after_does_not_wait_for_the_one_above(dewi, here, today):
    near = coordinator("35.09.10", days_since_sign_in=1)

    assert (alone(near, today), alone(dewi, today)) == (1, 0)


def test_it_goes_one_level_higher_when_she_has_not_signed_in_for_a_week(dewi, here, today):
    coordinator("35.09.10", days_since_sign_in=8)

    assert alone(dewi, today) == 1


def test_it_goes_one_level_higher_when_her_account_is_off(dewi, here, today):
    coordinator("35.09.10", days_since_sign_in=1, is_active=False)

    assert alone(dewi, today) == 1


@pytest.mark.parametrize(("days", "count"), [(6, 0), (7, 1)])
def test_it_goes_one_level_higher_when_it_has_waited_a_week(dewi, here, today, days, count):
    near = coordinator("35.09.10", days_since_sign_in=1)
    AttentionReason.objects.create(
        group=here, code="no_facilitator", weight=100, since=today - timedelta(days=days)
    )

    assert (alone(near, today), alone(dewi, today)) == (1, count)
    if count:
        (row,) = waiting(dewi, today)["Kelompok tanpa pendamping"].rows()
        assert (row.title, row.note) == (here.name, "naik tingkat")


def test_a_neighbours_district_is_no_level_below(dewi, here, today):
    coordinator("35.09.11", days_since_sign_in=1)

    assert alone(dewi, today) == 1


def test_handovers_trainings_and_waivers_wait_for_whoever_answers_for_them(
    dewi, wayan, here, today
):
    AssignmentFactory(group=here, state="handover", ends_on=today + timedelta(days=3))
    untrained = FacilitatorFactory(training=None)
    AssignmentFactory(group=here, kind="trainee", state="accepted", facilitator=untrained)
    TrainingWaiverFactory(starts_on=today, ends_on=today + timedelta(days=30))
    TrainingWaiverFactory(starts_on=today, ends_on=today + timedelta(days=31))

    found = waiting(dewi, today)

    assert {label: item.count for label, item in found.items()} == {
        "Kelompok tanpa pendamping": 1,
        "Serah terima yang belum selesai": 1,
        "Menunggu pelatihan": 1,
        "Izin kerja yang segera berakhir": 1,
    }
    assert [len(list(item.rows())) for item in found.values()] == [1, 1, 1, 1]
    assert waiting(wayan, today) == {}


def test_only_the_first_ten_stand_line_by_line(dewi, today, django_assert_num_queries):
    sentra = SentraFactory()
    CrafterGroupFactory.create_batch(12, sentra=sentra)
    item = waiting(dewi, today)["Kelompok tanpa pendamping"]

    with django_assert_num_queries(1):
        rows = list(item.rows())

    assert (item.count, len(rows)) == (12, 10)
