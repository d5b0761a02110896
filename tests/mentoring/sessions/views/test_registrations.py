"""Registering for a training without an account, and deciding from the waiting list."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.cache import caches
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from mentoring.registry import conf as registry_conf
from mentoring.sessions.errors import NoSeatLeft
from mentoring.sessions.models import RunRegistration, TrainingRun
from mentoring.sessions.run_retention import Registrations
from mentoring.sessions.services.registrations import accept_registration
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import MandateFactory, MembershipFactory, PersonFactory, banyumulek
from tests.factories.sessions import RunRegistrationFactory, TrainingRunFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
SAID = {"full_name": "Ruminah Rekaan", "hamlet": "Krajan", "agrees": "on"}


def url(name, row):
    return reverse(f"mentoring_sessions:{name}", args=[row.pk])


@pytest.fixture(autouse=True)
def nobody_was_counted_yet():
    caches[registry_conf.throttle_cache()].clear()


@pytest.fixture
def run(today):
    return TrainingRunFactory(
        starts_on=today + timedelta(days=9),
        ends_on=today + timedelta(days=19),
        registration_until=today,
    )


@pytest.fixture
def rina(client):
    user = MandateFactory(user=UserFactory(roles=["coordinator"])).user
    client.force_login(user)
    return user


class TestRegistering:
    def test_a_name_a_hamlet_and_a_yes_are_enough(self, client, run):
        page = client.get(url("register_run", run))
        answer = client.post(url("register_run", run), SAID)

        kept = RunRegistration.objects.get()
        assert markup_errors(page.text) == []
        assert answer.status_code == 302
        assert (kept.full_name, kept.state, kept.phone) == ("Ruminah Rekaan", "waiting", "")

    def test_sent_twice_or_spelled_otherwise_it_is_one_place(self, client, run):
        client.post(url("register_run", run), SAID)
        client.post(url("register_run", run), {**SAID, "full_name": "Hj. Roeminah Rekaan"})

        assert RunRegistration.objects.count() == 1

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("full_name", ""),
            ("full_name", "x" * 101),
            ("hamlet", " "),
            ("phone", "12"),
            ("phone", "=1+1"),
            ("agrees", ""),
        ],
    )
    def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(
        self, client, run, field, wrong
    ):
        answer = client.post(url("register_run", run), {**SAID, field: wrong})

        assert field in answer.context["form"].errors
        assert not RunRegistration.objects.exists()

    def test_one_address_sends_so_many_an_hour(self, client, run, settings):
        settings.MENTORING_REGISTRATIONS_AN_HOUR = 2
        for name in ("Ani Rekaan", "Budi Rekaan", "Cici Rekaan"):
            answer = client.post(url("register_run", run), {**SAID, "full_name": name})

        assert answer.context["form"].non_field_errors()
        assert RunRegistration.objects.count() == 2

    @pytest.mark.parametrize("state", ["proposed", "running", "closed", "declined"])
    def test_only_a_planned_run_takes_registrations(self, client, run, state):
        TrainingRun.objects.update(
            state=state,
            decision_reason="x",
            closed_at=timezone.now() if state == "closed" else None,
        )

        client.post(url("register_run", run), SAID)

        assert not RunRegistration.objects.exists()
        assert run.title not in client.get(reverse("mentoring_sessions:open_runs")).text

    def test_after_the_last_day_and_without_one_nobody_registers(self, client, run, today):
        TrainingRun.objects.update(registration_until=today - timedelta(days=1))
        client.post(url("register_run", run), SAID)
        TrainingRun.objects.update(registration_until=None)

        assert not RunRegistration.objects.exists()
        assert client.get(url("register_run", run)).status_code == 404


class TestDeciding:
    def member(self, name="Ruminah Rekaan"):
        group = AssignmentFactory().group
        return MembershipFactory(group=group, person=PersonFactory(full_name=name))

    def test_the_member_she_is_takes_part(self, client, rina, run):
        member = self.member("Rumina Rekaan")
        registration = RunRegistrationFactory(run=run, full_name="Ruminah Rekaan")

        page = client.get(url("decide_registration", registration))
        client.post(
            url("decide_registration", registration),
            {"answer": "yes", "membership": member.pk},
        )

        registration.refresh_from_db()
        place = run.participants.get()
        assert markup_errors(page.text) == []
        assert (place.person, place.source) == (member.person, "registration")
        assert (registration.state, registration.place) == ("accepted", place)

    def test_a_group_without_facilitator_waits_with_the_reason(self, client, rina, run):
        member = MembershipFactory(person=PersonFactory(full_name="Ruminah Rekaan"))
        registration = RunRegistrationFactory(run=run, full_name="Ruminah Rekaan")

        answer = client.post(
            url("decide_registration", registration),
            {"answer": "yes", "membership": member.pk},
        )

        assert member.group.name in str(answer.context["accept"].non_field_errors())
        registration.refresh_from_db()
        assert registration.state == "waiting"

    def test_no_needs_a_reason(self, client, rina, run):
        registration = RunRegistrationFactory(run=run)

        without = client.post(url("decide_registration", registration), {"answer": "no"})
        client.post(
            url("decide_registration", registration), {"answer": "no", "reason": "Kelas penuh"}
        )

        registration.refresh_from_db()
        assert without.context["decline"].errors
        assert (registration.state, registration.reason) == ("declined", "Kelas penuh")

    def test_a_coordinator_of_another_island_reads_nobody(self, client, run):
        registration = RunRegistrationFactory(run=run)
        far = MandateFactory(user=UserFactory(roles=["coordinator"]), place=banyumulek()).user
        client.force_login(far)

        assert client.get(url("decide_registration", registration)).status_code == 404
        assert client.get(url("run_registrations", run)).status_code == 404

    @pytest.mark.parametrize("count", [1, 30])
    def test_the_waiting_list_costs_the_same_queries(
        self, client, rina, run, count, django_assert_num_queries
    ):
        RunRegistrationFactory.create_batch(count, run=run)
        client.get(url("run_registrations", run))

        with django_assert_num_queries(9):
            page = client.get(url("run_registrations", run))

        assert page.context["waiting"] == count


def test_registrations_are_forgotten_some_time_after_the_training(run, today, settings):
    settings.MENTORING_REGISTRATION_DAYS = 30
    RunRegistrationFactory(run=run)

    early = Registrations().carry_out(run.ends_on + timedelta(days=29))
    late = Registrations().carry_out(run.ends_on + timedelta(days=30))

    assert (early, late) == (0, 1)


def test_who_waits_stands_above_who_was_answered_and_who_came_first_first(client, run, rina):
    now = timezone.now()
    late, early = (
        RunRegistrationFactory(run=run, received_at=now - timedelta(hours=hours))
        for hours in (1, 2)
    )
    answered = RunRegistrationFactory(
        run=run,
        state="declined",
        reason="Penuh",
        decided_at=now,
        received_at=now - timedelta(hours=9),
    )

    page = client.get(url("run_registrations", run))

    assert list(page.context["page"]) == [early, late, answered]


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_gets_the_last_seat(run):
    """Two of the staff take two people in at the same moment: one of them is told."""
    run.seats, run.reserve_seats = 1, 0
    run.save()
    rina = UserFactory()
    members = [MembershipFactory(group=AssignmentFactory().group) for _ in range(2)]
    waiting = [RunRegistrationFactory(run=run) for _ in members]
    both_ready, said = Barrier(2), []

    def accept(registration, member):
        both_ready.wait(30)
        try:
            accept_registration(
                registration=registration,
                person=member.person,
                group=member.group,
                accepted_by=rina,
            )
            said.append("taken in")
        except NoSeatLeft:
            said.append("no seat")
        finally:
            connection.close()

    threads = [Thread(target=accept, args=pair) for pair in zip(waiting, members, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(said) == ["no seat", "taken in"]
    assert run.participants.count() == 1
    assert RunRegistration.objects.waiting().count() == 1
