from datetime import UTC, date, datetime

import pytest

from mentoring.assignments import services
from mentoring.assignments.errors import (
    NotResponsibleForFacilitator,
    OnlyManagersWaive,
    OpenLeadOverlaps,
    TrainingAhead,
    TrainingMissing,
    WaivedForOneself,
    WaiverTooLong,
)
from mentoring.assignments.models import Assignment, TrainingFact, TrainingWaiver
from mentoring.registry.errors import EndsBeforeItStarts
from tests.factories.accounts import UserFactory
from tests.factories.assignments import FacilitatorFactory
from tests.factories.registry import MandateFactory, place

pytestmark = pytest.mark.django_db

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))
NOW = datetime(2026, 2, 1, 3, tzinfo=UTC)


@pytest.fixture
def budi():
    """A facilitator nobody has trained yet."""
    return FacilitatorFactory(user__full_name="Budi Pendamping Contoh", training=None)


@pytest.fixture
def tono():
    """Manages the programme in East Java."""
    return MandateFactory(
        place=place("35"), role="programme_manager", user__roles=["programme_manager"]
    ).user


def accepted(facilitator, group, by, **more):
    proposal = services.propose_assignment(
        facilitator=facilitator, group=group, proposed_by=by, **{"starts_on": JAN, **more}
    )
    return services.accept_assignment(assignment=proposal, accepted_by=facilitator.user)


def waive(facilitator, by, starts_on=JAN, ends_on=MAR):
    return services.waive_training(
        facilitator=facilitator,
        reason="Pelatihan dibuka bulan depan.",
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by=by,
    )


def state_of(assignment):
    return Assignment.objects.values_list("state", "starts_on").get(pk=assignment.pk)


def test_who_is_not_trained_waits_after_saying_yes(dewi, budi, here):
    waiting = accepted(budi, here, dewi)

    assert waiting.state == "accepted"
    assert Assignment.objects.responsible_on(MAR).count() == 0
    with pytest.raises(TrainingMissing):
        services.activate_assignment(assignment=waiting, activated_by=dewi)


def test_a_training_written_down_lets_her_begin_on_the_day_she_finished(dewi, budi, here):
    waiting = accepted(budi, here, dewi)

    services.record_training(
        facilitator=budi,
        title="Pelatihan pendamping",
        completed_on=date(2026, 1, 20),
        recorded_by=dewi,
        now=NOW,
    )

    assert state_of(waiting) == ("active", date(2026, 1, 20))
    assert Assignment.objects.responsible_on(date(2026, 1, 19)).count() == 0


def test_a_training_of_long_ago_lets_her_begin_on_the_first_day(dewi, budi, here):
    waiting = accepted(budi, here, dewi)

    services.record_training(
        facilitator=budi,
        title="Pelatihan pendamping",
        completed_on=date(2024, 5, 5),
        recorded_by=dewi,
        now=NOW,
    )

    assert state_of(waiting) == ("active", JAN)


def test_a_waiver_of_a_manager_lets_her_begin(dewi, tono, budi, here):
    waiting = accepted(budi, here, dewi)

    waive(budi, tono, starts_on=FEB, ends_on=APR)

    assert state_of(waiting) == ("active", FEB)


def test_a_training_after_the_last_day_begins_nothing(dewi, budi, here):
    waiting = accepted(budi, here, dewi, ends_on=date(2026, 1, 10))

    services.record_training(
        facilitator=budi,
        title="Pelatihan pendamping",
        completed_on=date(2026, 1, 20),
        recorded_by=dewi,
        now=NOW,
    )

    assert state_of(waiting) == ("accepted", JAN)


def test_a_site_may_only_warn(dewi, budi, here, settings):
    settings.MENTORING_UNTRAINED_FACILITATORS = "warn"

    assert accepted(budi, here, dewi).state == "active"


def test_a_training_taken_back_no_longer_counts_but_changes_no_past(dewi, budi, here, far):
    training = services.record_training(
        facilitator=budi,
        title="Pelatihan pendamping",
        completed_on=date(2025, 1, 20),
        recorded_by=dewi,
        now=NOW,
    )
    active = accepted(budi, here, dewi)

    services.withdraw_training(training=training, withdrawn_on=FEB, withdrawn_by=dewi)

    assert state_of(active) == ("active", JAN)
    assert list(TrainingFact.objects.counting_on(date(2026, 1, 31))) == [training]
    assert list(TrainingFact.objects.counting_on(FEB)) == []


def test_the_same_certificate_counts_once(dewi, budi, here):
    waiting = accepted(budi, here, dewi)

    for _twice in range(2):
        services.note_certificate(
            facilitator=budi,
            reference="BLK/2026/7",
            title="Pendampingan kelompok",
            institution="UPT BLK Contoh",
            completed_on=date(2026, 1, 15),
        )

    assert budi.trainings.count() == 1
    assert state_of(waiting) == ("active", date(2026, 1, 15))


def test_no_training_is_written_down_before_it_is_finished(dewi, budi):
    with pytest.raises(TrainingAhead):
        services.record_training(
            facilitator=budi, title="Nanti", completed_on=MAR, recorded_by=dewi, now=NOW
        )


def test_nobody_writes_down_her_own_training_nor_that_of_another_island(wayan, budi):
    for stranger in (wayan, budi.user):
        with pytest.raises(NotResponsibleForFacilitator):
            services.record_training(
                facilitator=budi,
                title="Pelatihan",
                completed_on=date(2025, 1, 1),
                recorded_by=stranger,
                now=NOW,
            )


def test_only_a_manager_of_the_place_waives_and_never_for_herself(dewi, tono, budi):
    far_away = MandateFactory(place=place("52"), role="programme_manager").user
    own = FacilitatorFactory(user=tono, training=None)

    for nobody in (dewi, far_away, UserFactory()):
        with pytest.raises(OnlyManagersWaive):
            waive(budi, nobody)
    for oneself in (budi, own):
        with pytest.raises(WaivedForOneself):
            waive(oneself, oneself.user)

    assert TrainingWaiver.objects.count() == 0


def test_a_waiver_has_an_end_within_half_a_year(tono, budi):
    with pytest.raises(EndsBeforeItStarts):
        waive(budi, tono, starts_on=FEB, ends_on=FEB)
    with pytest.raises(WaiverTooLong):
        waive(budi, tono, starts_on=JAN, ends_on=date(2026, 7, 4))

    assert waive(budi, tono, starts_on=JAN, ends_on=date(2026, 7, 3)).last_day == date(2026, 7, 2)


def test_who_waits_keeps_the_group_for_herself(dewi, budi, sri, here):
    accepted(budi, here, dewi)

    with pytest.raises(OpenLeadOverlaps):
        services.propose_assignment(facilitator=sri, group=here, starts_on=FEB, proposed_by=dewi)
