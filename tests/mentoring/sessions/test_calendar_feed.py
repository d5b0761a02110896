from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from mentoring.sessions import services
from mentoring.sessions.calendar_feed import feed_of
from mentoring.sessions.models import CalendarFeed
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MembershipFactory,
    SentraFactory,
    banyumulek,
)
from tests.factories.sessions import NOON, AttendanceFactory, RunSessionFactory, VisitFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def lombok():
    sentra = SentraFactory(place=banyumulek(), time_zone="Asia/Makassar")
    group = CrafterGroupFactory(name="Tangan Tanah", sentra=sentra, hamlet="Mekar Sari")
    return AssignmentFactory(group=group, starts_on=date(2025, 1, 1))


def planned(assignment, **values):
    wanted = {
        "group": assignment.group,
        "state": "planned",
        "happened_on": date(2026, 3, 10),
        "recorded_by": assignment.facilitator.user,
    }
    return VisitFactory(**(wanted | values))


def read(assignment):
    feed = feed_of(assignment.facilitator.user, TODAY, base_url="https://contoh.example")
    return Calendar.from_ical(feed.text)


def events(calendar):
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_what_calendar_apps_need_is_there(lombok):
    session = planned(
        lombok, starts_at=datetime(2026, 3, 10, 1, 30, tzinfo=UTC), planned_minutes=60
    )

    calendar = read(lombok)

    assert str(calendar["prodid"]) and str(calendar["version"]) == "2.0"
    event = events(calendar)[f"{session.pk}@pendamping"]
    begins, ends = event["dtstart"], event["dtend"]
    assert begins.params["TZID"] == "Asia/Makassar"
    assert begins.dt.replace(tzinfo=None) == datetime(2026, 3, 10, 9, 30)
    assert ends.dt - begins.dt == timedelta(minutes=60)
    assert event["dtstamp"].dt == NOON
    zones = {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")}
    assert zones == {"Asia/Makassar"}
    assert str(event["location"]) == "Mekar Sari, Banyumulek"


def test_a_visit_without_an_hour_is_a_whole_day(lombok):
    session = planned(lombok)

    event = events(read(lombok))[f"{session.pk}@pendamping"]

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 3, 10), date(2026, 3, 11))


def test_a_row_is_flat_and_a_called_off_day_stays_as_cancelled(lombok):
    series = services.plan_series(
        group=lombok.group,
        plan=services.SeriesPlan(
            "out_wall", "weekly", date(2026, 3, 3), date(2026, 3, 17), time(9), 60
        ),
        planned_by=lombok.facilitator.user,
        now=NOON,
    )
    second = series.days.all()[1].session
    services.cancel_session(session=second, reason="Hajatan", said_by=lombok.facilitator.user)

    calendar = read(lombok)

    found = events(calendar)
    assert len(found) == 3
    assert "RRULE" not in calendar.to_ical().decode()
    event = found[f"{second.pk}@pendamping"]
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 1)
    assert event["last-modified"].dt > NOON


def test_a_moved_visit_keeps_its_uid(lombok):
    session = planned(lombok)
    before = set(events(read(lombok)))

    services.move_session(
        session=session,
        planned_on=date(2026, 3, 12),
        reason="x",
        moved_by=lombok.facilitator.user,
        now=NOON,
    )

    after = events(read(lombok))
    assert set(after) == before
    [event] = after.values()
    assert (event["dtstart"].dt, event["sequence"]) == (date(2026, 3, 12), 1)


def test_no_member_and_no_note_is_in_it(lombok):
    person = MembershipFactory(group=lombok.group, person__full_name="Sahnim Rekaan").person
    session = planned(lombok, state="held", happened_on=TODAY, notes="Utang Sahnim")
    AttendanceFactory(session=session, person=person)

    text = feed_of(lombok.facilitator.user, TODAY, base_url="").text.decode()

    assert str(session.pk) in text
    assert "Sahnim" not in text


def test_only_her_groups_and_what_she_leads(lombok):
    hers = planned(lombok)
    led = RunSessionFactory(led_by=lombok.facilitator.user, happened_on=date(2026, 3, 5))
    VisitFactory(state="planned", happened_on=date(2026, 3, 5))
    planned(lombok, happened_on=date(2020, 1, 1))

    assert set(events(read(lombok))) == {f"{hers.pk}@pendamping", f"{led.pk}@pendamping"}


@pytest.mark.parametrize("count", [0, 1, 30])
def test_it_costs_the_same_queries(lombok, count, django_assert_num_queries):
    for _ in range(count):
        planned(lombok)

    with django_assert_num_queries(1):
        feed_of(lombok.facilitator.user, TODAY, base_url="")


class TestAddress:
    page = reverse("mentoring_sessions:calendar_feed")

    def address(self, client, user):
        client.force_login(user)
        return client.post(self.page, {"buat": "1"}).context["address"]

    def test_the_address_is_read_without_an_account_and_answers_304_to_its_etag(
        self, client, lombok
    ):
        session = planned(lombok, happened_on=date.today())
        address = self.address(client, lombok.facilitator.user)
        client.logout()

        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})

        assert first["Content-Type"] == "text/calendar; charset=utf-8"
        assert f"{session.pk}@pendamping" in first.content.decode()
        assert (again.status_code, again.content) == (304, b"")
        assert not first.cookies

    def test_it_is_shown_once_and_kept_nowhere_in_clear(self, client, lombok):
        address = self.address(client, lombok.facilitator.user)
        secret = address.rpartition("/")[2].removesuffix(".ics")

        assert secret not in client.get(self.page).content.decode()
        assert secret not in CalendarFeed.objects.get().secret_digest

    def test_a_new_address_shuts_the_old_one_and_stopping_shuts_both(self, client, lombok):
        old = self.address(client, lombok.facilitator.user)
        new = self.address(client, lombok.facilitator.user)

        assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
        client.post(self.page, {"hentikan": "1"})
        assert client.get(new).status_code == 404

    def test_an_account_that_was_switched_off_is_read_by_nobody(self, client, lombok):
        address = self.address(client, lombok.facilitator.user)
        lombok.facilitator.user.is_active = False
        lombok.facilitator.user.save()

        assert client.get(address).status_code == 404

    def test_guessing_finds_nothing(self, client):
        assert client.get("/pendampingan/kalender/tebakan.ics").status_code == 404


def test_who_left_a_group_is_not_told_where_it_meets_next():
    left = AssignmentFactory(starts_on=date(2025, 1, 1), ends_on=date(2026, 2, 1), state="ended")
    user = left.facilitator.user
    was_there = planned(left, happened_on=date(2026, 1, 20), state="held", led_by=user)
    planned(left, led_by=user)
    training = RunSessionFactory(happened_on=date(2026, 3, 10), led_by=user)

    assert set(events(read(left))) == {
        f"{was_there.pk}@pendamping",
        f"{training.pk}@pendamping",
    }
