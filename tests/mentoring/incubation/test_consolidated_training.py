"""The consolidated training of a cycle: which runs, and which of its facilitators came."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from mentoring.incubation.consolidation import consolidation_of
from mentoring.incubation.errors.consolidated_trainings import (
    NotYoursToLink,
    TrainingBeforeCycle,
    TrainingNotAgreed,
)
from mentoring.incubation.models import ConsolidatedTraining
from mentoring.incubation.services.consolidated_trainings import link_training, unlink_training
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    CycleFactory,
    coordinator,
    evaluator,
    facilitator_of,
    manager,
)
from tests.factories.registry import CrafterGroupFactory, PersonFactory, SentraFactory, banyumulek
from tests.factories.sessions import (
    AttendanceFactory,
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return CycleFactory(name="Siklus Contoh")


def address(cycle):
    return reverse("mentoring_incubation:consolidated_training", args=[cycle.pk])


def facilitator(cycle, name, group="Ronce Melati"):
    """Accompanies a group of `cycle`."""
    made = CrafterGroupFactory(name=group)
    CycleEnrolmentFactory(cycle=cycle, group=made, state="consolidation")
    user = UserFactory(full_name=name, roles=["facilitator"])
    return AssignmentFactory(group=made, facilitator__user=user).facilitator.user


def linked_run(cycle, **kwargs):
    return link_training(cycle=cycle, run=TrainingRunFactory(**kwargs), linked_by=manager()).run


def seat(run, user, minutes=None):
    """A seat for `user`, who comes for `minutes` of 100."""
    person = PersonFactory(user=user, full_name=user.get_full_name())
    RunParticipantFactory(run=run, person=person, group=None)
    if minutes is not None:
        held = run.sessions.first() or RunSessionFactory(run=run, state="held")
        AttendanceFactory(session=held, person=person, minutes=minutes)


def names(trainees):
    return [one.name for one in trainees]


def test_facilitators_came_are_listed_or_are_missing(cycle, today):
    run = linked_run(cycle)
    seat(run, facilitator(cycle, "Ani Contoh"), minutes=60)
    seat(run, facilitator(cycle, "Budi Contoh"))
    facilitator(cycle, "Citra Contoh")

    found = consolidation_of(manager(), cycle, today)

    assert names(found.came) == ["Ani Contoh"]
    assert (found.came[0].attended, found.came[0].planned) == (60, 100)
    assert names(found.listed) == ["Budi Contoh"]
    assert names(found.missing) == ["Citra Contoh"]


def test_only_runs_that_are_linked_count_and_minutes_of_all_of_them(cycle, today):
    ani = facilitator(cycle, "Ani Contoh")
    person = PersonFactory(user=ani)
    for run in (linked_run(cycle), linked_run(cycle), TrainingRunFactory()):
        RunParticipantFactory(run=run, person=person, group=None)
        held = RunSessionFactory(run=run, state="held")
        AttendanceFactory(session=held, person=person, minutes=40)

    (only,) = consolidation_of(manager(), cycle, today).trainees

    assert (only.attended, only.planned) == (80, 200)


def test_who_left_the_training_or_only_learns_the_work_is_not_counted(cycle, today):
    run = linked_run(cycle)
    ani = facilitator(cycle, "Ani Contoh")
    seat(run, ani)
    run.participants.update(left_on=date(2026, 2, 3), left_reason="sakit")
    AssignmentFactory(group=cycle.enrolments.get().group, kind="trainee")

    found = consolidation_of(manager(), cycle, today)

    assert names(found.trainees) == names(found.missing) == ["Ani Contoh"]


def test_a_group_tells_how_many_of_its_members_came(cycle, today):
    facilitator(cycle, "Ani Contoh", group="Ronce Melati")
    group = cycle.enrolments.get().group
    for run in (linked_run(cycle), linked_run(cycle)):
        held = RunSessionFactory(run=run, state="held")
        for person in PersonFactory.create_batch(2):
            RunParticipantFactory(run=run, person=person, group=group)
            AttendanceFactory(session=held, person=person, minutes=10)
        RunParticipantFactory(run=run, group=group)

    (row,) = consolidation_of(manager(), cycle, today).groups

    assert (row.group, row.came) == (group, 4)


def test_each_sees_the_facilitators_of_the_groups_she_follows(cycle, today):
    ani = facilitator(cycle, "Ani Contoh")
    far = CrafterGroupFactory(sentra=SentraFactory(place=banyumulek()))
    CycleEnrolmentFactory(cycle=cycle, group=far)
    there = facilitator_of(far)
    CycleEnrolmentFactory(cycle=cycle, state="exited")

    seen = {
        who.pk: names(consolidation_of(who, cycle, today).trainees)
        for who in (ani, coordinator("35.09"), coordinator("52.01"), UserFactory())
    }

    assert list(seen.values()) == [["Ani Contoh"], ["Ani Contoh"], [there.get_full_name()], []]


def test_coordinators_and_managers_of_the_cycle_link_a_training(cycle):
    run = TrainingRunFactory()

    for who in (coordinator("35.09.10"), manager()):
        link_training(cycle=cycle, run=run, linked_by=who)

    assert ConsolidatedTraining.objects.get().run == run


@pytest.mark.parametrize(
    "who",
    [evaluator, lambda: coordinator("52.01"), lambda: facilitator_of(CrafterGroupFactory())],
    ids=["evaluator", "elsewhere", "facilitator"],
)
def test_others_link_and_unlink_nothing(cycle, who):
    linked_run(cycle)

    with pytest.raises(NotYoursToLink):
        link_training(cycle=cycle, run=TrainingRunFactory(), linked_by=who())
    with pytest.raises(NotYoursToLink):
        unlink_training(link=cycle.consolidated_trainings.get(), unlinked_by=who())

    assert ConsolidatedTraining.objects.count() == 1


def test_a_training_nobody_agreed_to_or_before_the_cycle_is_refused(cycle):
    early = TrainingRunFactory(starts_on=date(2024, 2, 1), ends_on=date(2024, 3, 1))

    with pytest.raises(TrainingNotAgreed):
        link_training(cycle=cycle, run=TrainingRunFactory(state="proposed"), linked_by=manager())
    with pytest.raises(TrainingBeforeCycle):
        link_training(cycle=cycle, run=early, linked_by=manager())

    assert ConsolidatedTraining.objects.count() == 0


def test_the_database_keeps_one_link_of_a_run_and_a_cycle(cycle):
    run = linked_run(cycle)

    with pytest.raises(IntegrityError), transaction.atomic():
        ConsolidatedTraining.objects.create(
            cycle=cycle, run=run, linked_by=manager(), linked_at=timezone.now()
        )


def test_a_coordinator_links_a_training_on_the_page_and_takes_it_away(client, cycle):
    dewi = coordinator()
    client.force_login(dewi)
    run = TrainingRunFactory()
    facilitator(cycle, "Ani Contoh")

    client.post(address(cycle), {"run": run.pk})
    page = client.get(address(cycle))
    link = ConsolidatedTraining.objects.get()
    client.post(reverse("mentoring_incubation:unlink_training", args=[cycle.pk, link.pk]))

    said = page.content.decode()
    assert (link.run, link.linked_by) == (run, dewi)
    assert markup_errors(said) == []
    assert "Pelatihan mantap" in said and "Ani Contoh" in said
    assert ConsolidatedTraining.objects.count() == 0


def test_a_page_offers_only_runs_its_reader_may_see(client, cycle):
    client.force_login(coordinator())
    linked_run(cycle)
    near = TrainingRunFactory()
    TrainingRunFactory(place=banyumulek())
    TrainingRunFactory(state="proposed")
    foreign = TrainingRunFactory(place=banyumulek())

    offered = client.get(address(cycle)).context["form"].fields["run"].queryset
    refused = client.post(address(cycle), {"run": foreign.pk})

    assert list(offered) == [near]
    assert list(refused.context["form"].errors) == ["run"]


def test_who_may_not_link_reads_but_sends_nothing(client, cycle):
    ani = facilitator(cycle, "Ani Contoh")
    client.force_login(ani)
    run = linked_run(cycle)
    link = cycle.consolidated_trainings.get()

    page = client.get(address(cycle))
    sent = client.post(address(cycle), {"run": run.pk})
    taken = client.post(reverse("mentoring_incubation:unlink_training", args=[cycle.pk, link.pk]))

    assert page.context["form"] is None
    assert (page.status_code, sent.status_code, taken.status_code) == (200, 403, 403)
    assert ConsolidatedTraining.objects.get() == link


def test_the_page_of_a_group_in_this_stage_names_who_is_missing(client, cycle):
    ani = facilitator(cycle, "Ani Contoh")
    client.force_login(coordinator())
    enrolment = cycle.enrolments.get()
    page = reverse("mentoring_incubation:enrolment", args=[enrolment.pk])

    before = client.get(page).context["untrained"]
    seat(linked_run(cycle), ani, minutes=100)
    after = client.get(page)

    assert (before, after.context["untrained"]) == (["Ani Contoh"], [])
    assert address(cycle) in after.content.decode()


def test_earlier_stages_have_no_way_to_it(client):
    enrolment = CycleEnrolmentFactory(state="delivery")
    client.force_login(coordinator())

    said = client.get(enrolment.get_absolute_url()).content.decode()

    assert address(enrolment.cycle) not in said


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_questions_for_any_number_of_facilitators(
    client, cycle, count, django_assert_num_queries
):
    client.force_login(coordinator())
    run = linked_run(cycle)
    for number in range(count):
        seat(run, facilitator(cycle, f"Ani {number} Contoh", f"Kelompok {number}"), minutes=10)
    client.get(address(cycle))
    ContentType.objects.clear_cache()
    ContentType.objects.get_for_model(ConsolidatedTraining)

    with django_assert_num_queries(16):
        client.get(address(cycle))
