from datetime import timedelta

import pytest
from django.urls import reverse

from mentoring.sessions.models import MentoringSession, Season
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    SentraFactory,
    banyumulek,
    place,
)
from tests.factories.sessions import SeasonFactory, VisitFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
CALENDAR = reverse("mentoring_sessions:calendar")
SEASONS = reverse("mentoring_sessions:seasons")


@pytest.fixture
def assignment():
    return AssignmentFactory(
        facilitator=FacilitatorFactory(user=UserFactory(roles=["facilitator"]))
    )


@pytest.fixture
def sri(assignment, client):
    client.force_login(assignment.facilitator.user)
    return assignment.facilitator.user


def url(name, row):
    return reverse(f"mentoring_sessions:{name}", args=[row.pk])


def planned(assignment, day, **values):
    wanted = {
        "group": assignment.group,
        "state": "planned",
        "happened_on": day,
        "recorded_by": assignment.facilitator.user,
    }
    return VisitFactory(**(wanted | values))


def shown(response):
    days = response.context["period"].days
    return [line.session for day in days for line in day.lines]


@pytest.mark.parametrize("query", ["", "?minggu="])
@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_calendar_costs_the_same_queries(
    client, assignment, sri, today, count, query, django_assert_num_queries
):
    for _ in range(count):
        planned(assignment, today)
        SeasonFactory(sentra=assignment.group.sentra)
    client.get(CALENDAR)

    with django_assert_num_queries(8):
        response = client.get(f"{CALENDAR}{query}")

    assert len(shown(response)) == count
    assert markup_errors(response.content.decode()) == []


def test_a_week_shows_every_day_and_a_notice_beside_it(client, assignment, sri, today):
    SeasonFactory(
        title="Panen raya",
        sentra=assignment.group.sentra,
        starts_on=today,
        ends_on=today + timedelta(days=1),
    )

    response = client.get(CALENDAR, {"minggu": today.isoformat()})

    period = response.context["period"]
    assert [day.day.isoweekday() for day in period.days] == [1, 2, 3, 4, 5, 6, 7]
    [day] = [each for each in period.days if each.day == today]
    assert "Panen raya" in [notice.title for notice in day.notices]


@pytest.mark.parametrize(
    "query", ["bulan=2026-13", "minggu=kemarin", "bulan=9999-01", "bulan=2026"]
)
def test_a_day_that_is_none_shows_today_and_says_so(client, sri, query):
    response = client.get(f"{CALENDAR}?{query}")

    assert response.status_code == 200
    assert response.context["is_wrong"]


def test_each_sees_her_own_area_only(client, assignment, today):
    session = planned(assignment, today)
    seen = {}
    for name, user in {
        "owner": assignment.facilitator.user,
        "coordinator": MandateFactory(user__roles=["coordinator"]).user,
        "neighbour": AssignmentFactory(
            group=CrafterGroupFactory(sentra=assignment.group.sentra)
        ).facilitator.user,
        "far": MandateFactory(place=banyumulek()).user,
    }.items():
        client.force_login(user)
        seen[name] = session in shown(client.get(CALENDAR))

    assert seen == {"owner": True, "coordinator": True, "neighbour": False, "far": False}


def test_planning_a_row_by_the_form_and_telling_of_the_days(client, assignment, sri, today):
    first = today + timedelta(days=1)
    SeasonFactory(
        title="Hajatan desa",
        sentra=assignment.group.sentra,
        starts_on=first,
        ends_on=first + timedelta(days=1),
    )
    page = client.get(url("plan_visit", assignment.group))
    filled = {
        "session_id": page.context["form"].initial["session_id"],
        "planned_on": first,
        "start_time": "09:00",
        "planned_minutes": "90",
        "kind": "out_wall",
        "rhythm": "fortnightly",
        "last_on": first + timedelta(days=28),
    }

    for _ in range(2):
        response = client.post(url("plan_visit", assignment.group), filled, follow=True)

    assert MentoringSession.objects.filter(state="planned").count() == 3
    told = [str(message) for message in response.context["messages"]]
    assert any("Hajatan desa" in text for text in told)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("planned_on", "31/02/2026"),
        ("planned_on", ""),
        ("start_time", "25:61"),
        ("planned_minutes", "-5"),
        ("planned_minutes", "1e9"),
        ("kind", "training"),
        ("rhythm", "daily"),
        ("last_on", ""),
        ("last_on", "besok"),
        ("last_on", "2000-01-01"),
        ("session_id", "x"),
    ],
)
def test_wrong_input_in_a_field_comes_back_with_the_reason(
    client, assignment, sri, today, field, value
):
    page = client.get(url("plan_visit", assignment.group))
    filled = {
        "session_id": page.context["form"].initial["session_id"],
        "planned_on": today + timedelta(days=1),
        "kind": "out_wall",
        "rhythm": "weekly",
        "last_on": today + timedelta(days=8),
    } | {field: value}

    response = client.post(url("plan_visit", assignment.group), filled)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not MentoringSession.objects.exists()


def test_moving_and_calling_off_by_their_pages(client, assignment, sri, today):
    client.post(
        url("plan_visit", assignment.group),
        {
            "session_id": "7f3f4d1e-5a32-4a4c-9e0a-0d7f3f1f2a10",
            "planned_on": today + timedelta(days=1),
            "kind": "out_wall",
            "rhythm": "weekly",
            "last_on": today + timedelta(days=22),
        },
    )
    first, *rest = MentoringSession.objects.order_by("happened_on")
    moved_to = today + timedelta(days=2)

    client.post(url("move_session", first), {"planned_on": moved_to, "reason": "Panen"})
    client.post(url("call_off_rest", rest[0]), {"reason": "Pesanan ramai"})

    first.refresh_from_db()
    assert first.happened_on == moved_to
    assert "Panen" in client.get(first.get_absolute_url()).content.decode()
    states = MentoringSession.objects.order_by("happened_on").values_list("state", flat=True)
    assert list(states) == ["planned", "cancelled", "cancelled", "cancelled"]


@pytest.mark.parametrize("name", ["move_session", "call_off_rest"])
@pytest.mark.parametrize(
    ("who", "status"), [("coordinator", 403), ("neighbour", 404), ("stranger", 404)]
)
def test_who_must_not_change_anothers_plan(client, assignment, today, name, who, status):
    session = planned(assignment, today)
    users = {
        "coordinator": MandateFactory(user__roles=["coordinator"]).user,
        "neighbour": AssignmentFactory(
            group=CrafterGroupFactory(sentra=assignment.group.sentra)
        ).facilitator.user,
        "stranger": UserFactory(),
    }
    client.force_login(users[who])

    assert client.get(url(name, session)).status_code == status
    answer = client.post(url(name, session), {"planned_on": today, "reason": "x"})
    assert answer.status_code == status


class TestSeasons:
    @pytest.fixture
    def dewi(self, client):
        user = UserFactory(roles=["coordinator"])
        MandateFactory(user=user, place=place("35.09"))
        client.force_login(user)
        return user

    def filled(self, sentra, **values):
        wanted = {
            "kind": "feast",
            "title": "Bersih desa",
            "sentra": sentra.pk if sentra else "",
            "place": "",
            "starts_on": "2026-12-01",
            "last_on": "2026-12-03",
        }
        return wanted | values

    def test_a_coordinator_writes_changes_and_deletes_one(self, client, dewi):
        sentra = SentraFactory()
        client.post(reverse("mentoring_sessions:add_season"), self.filled(sentra))
        row = Season.objects.get()
        assert (row.title, row.last_day.day, row.recorded_by) == ("Bersih desa", 3, dewi)

        client.post(url("season", row), self.filled(None, place="35.09.10", title="Panen"))
        row.refresh_from_db()
        assert (row.title, row.sentra, row.place_id) == ("Panen", None, "35.09.10")

        client.post(url("delete_season", row))
        assert not Season.objects.exists()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"kind": "x"},
            {"title": ""},
            {"starts_on": "2026-02-30"},
            {"last_on": "2026-11-30"},
            {"last_on": "2027-12-30"},
            {"sentra": "", "place": ""},
            {"place": "35.09"},
            {"sentra": "", "place": "52.01"},
            {"sentra": "", "place": "antah berantah"},
            {"sentra": "999999"},
        ],
    )
    def test_wrong_input_comes_back(self, client, dewi, wrong):
        banyumulek()
        filled = self.filled(SentraFactory()) | wrong

        response = client.post(reverse("mentoring_sessions:add_season"), filled)

        assert response.status_code == 200
        assert response.context["form"].errors
        assert not Season.objects.exists()

    def test_a_craft_centre_of_another_area_is_not_hers_to_write_about(self, client, dewi):
        far = SentraFactory(place=banyumulek())

        client.post(reverse("mentoring_sessions:add_season"), self.filled(far))
        row = SeasonFactory(sentra=far)

        assert Season.objects.get() == row
        assert client.post(url("delete_season", row)).status_code == 404

    def test_a_facilitator_reads_and_does_not_write(self, client, assignment, sri):
        row = SeasonFactory(sentra=assignment.group.sentra, ends_on="2099-01-01")
        SeasonFactory(ends_on="2099-01-01")

        assert list(client.get(SEASONS).context["page"]) == [row]
        assert client.get(url("season", row)).status_code == 403
        assert client.get(reverse("mentoring_sessions:add_season")).status_code == 403

    @pytest.mark.parametrize("count", [0, 1, 30])
    def test_the_list_costs_the_same_queries(self, client, dewi, count, django_assert_num_queries):
        for _ in range(count):
            SeasonFactory(ends_on="2099-01-01")
        client.get(SEASONS)

        with django_assert_num_queries(8 if count else 7):
            client.get(SEASONS)
