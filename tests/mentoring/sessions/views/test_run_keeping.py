"""The pages on which an office keeps a training, and the sheet of all days."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from mentoring.sessions.models import RunMaterial, RunReadiness, TrainingRun
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.certificates import IssuerFactory
from tests.factories.certificates import MembershipFactory as IssuerMembershipFactory
from tests.factories.registry import MandateFactory, MembershipFactory, banyumulek
from tests.factories.sessions import (
    AttendanceFactory,
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
KEEPING = ("run_marks", "run_readiness", "run_minutes", "run_sheet")


def url(name, row, *more):
    return reverse(f"mentoring_sessions:{name}", args=[row.pk, *more])


def coordinator(**where):
    user = UserFactory(roles=["coordinator"])
    MandateFactory(user=user, **where)
    return user


def of_the_office(role, code="UPT-BLK-CONTOH"):
    user = UserFactory(roles=[f"blk_{role}"])
    issuer = IssuerFactory(code=code)
    IssuerMembershipFactory(user=user, issuer=issuer, role=role)
    return user


@pytest.fixture
def run(today):
    return TrainingRunFactory(
        starts_on=today - timedelta(days=3), ends_on=today + timedelta(days=9)
    )


@pytest.fixture
def rina(client):
    user = coordinator()
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (lambda: coordinator(), 200),
        (lambda: of_the_office("clerk"), 200),
        (lambda: of_the_office("head"), 200),
        (lambda: coordinator(place=banyumulek()), 404),
        (lambda: of_the_office("clerk", "BLK-LAIN"), 404),
        (lambda: UserFactory(roles=["programme_manager"]), 403),
        (lambda: UserFactory(roles=["crafter"]), 404),
    ],
)
def test_the_area_and_the_office_of_the_run_keep_it_and_nobody_else(client, run, who, status):
    place = RunParticipantFactory(run=run)
    client.force_login(who())

    found = {name: client.get(url(name, run)).status_code for name in KEEPING}
    found["leave_run"] = client.get(url("leave_run", run, place.pk)).status_code

    assert found == dict.fromkeys((*KEEPING, "leave_run"), status)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (lambda: of_the_office("head"), 200),
        (lambda: UserFactory(roles=["programme_manager"]), 200),
        (lambda: of_the_office("clerk"), 403),
        (lambda: coordinator(), 403),
        (lambda: of_the_office("head", "BLK-LAIN"), 404),
    ],
)
def test_the_head_or_a_manager_decides_on_a_proposal(client, run, who, status):
    TrainingRun.objects.update(state="proposed")
    client.force_login(who())

    assert client.get(url("decide_run", run)).status_code == status


def test_a_proposal_is_declined_with_a_reason_that_the_page_shows(client, run):
    TrainingRun.objects.update(state="proposed")
    client.force_login(of_the_office("head"))

    without = client.post(url("decide_run", run), {"is_agreed": "no", "reason": ""})
    client.post(url("decide_run", run), {"is_agreed": "no", "reason": "Dana tahun ini habis"})

    assert without.context["form"].non_field_errors()
    run.refresh_from_db()
    assert (run.state, run.decision_reason) == ("declined", "Dana tahun ini habis")
    assert "Dana tahun ini habis" in client.get(url("run", run)).text


class TestLeaving:
    def test_the_page_says_who_moves_up(self, client, rina, run, today):
        group = AssignmentFactory().group
        leaver = RunParticipantFactory(run=run, group=group)
        reserve = RunParticipantFactory(run=run, group=group, seat="reserve")
        TrainingRun.objects.update(seats=1)

        answer = client.post(
            url("leave_run", run, leaver.pk),
            {"left_on": today.isoformat(), "reason": "Pindah"},
            follow=True,
        )

        reserve.refresh_from_db()
        assert (reserve.seat, reserve.seat_from) == ("seat", today)
        assert reserve.person.full_name in str(next(iter(answer.context["messages"])))

    @pytest.mark.parametrize(
        "said",
        [{"reason": ""}, {"left_on": "31/02/2026", "reason": "x"}, {"left_on": "2567-01-01"}],
    )
    def test_a_wrong_day_or_no_reason_is_told_on_the_form(self, client, rina, run, said):
        place = RunParticipantFactory(run=run)

        answer = client.post(url("leave_run", run, place.pk), said)

        assert answer.context["form"].errors
        place.refresh_from_db()
        assert place.left_on is None


class TestMarks:
    def said(self, *rows):
        return {
            f"{place.pk}-{name}": value
            for place, *values in rows
            for name, value in zip(("number", "pre_test", "post_test"), values, strict=True)
        }

    def test_two_swap_numbers_and_marks_take_a_decimal_comma(self, client, rina, run):
        first, second = RunParticipantFactory.create_batch(2, run=run)
        before = (first.participant_number, second.participant_number)

        client.post(
            url("run_marks", run),
            self.said((first, before[1], "40,5", "85"), (second, before[0], "", "")),
        )

        first.refresh_from_db(), second.refresh_from_db()
        assert (first.participant_number, second.participant_number) == before[::-1]
        assert (first.pre_test, first.post_test) == (Decimal("40.5"), 85)
        assert second.pre_test is None

    @pytest.mark.parametrize("wrong", ["101", "-1", "abc", "NaN"])
    def test_a_mark_that_is_none_changes_nothing(self, client, rina, run, wrong):
        place = RunParticipantFactory(run=run)

        answer = client.post(url("run_marks", run), self.said((place, "07", wrong, "")))

        place.refresh_from_db()
        assert answer.status_code == 200
        assert answer.context["sheet"].rows[0][1].errors["pre_test"]
        assert place.participant_number != "07"

    def test_a_number_twice_is_refused(self, client, rina, run):
        first, second = RunParticipantFactory.create_batch(2, run=run)

        answer = client.post(
            url("run_marks", run), self.said((first, "05", "", ""), (second, "05", "", ""))
        )

        assert "05" in answer.context["sheet"].refusal

    @pytest.mark.parametrize("count", [1, 30])
    def test_the_page_costs_the_same_queries(
        self, client, rina, run, count, django_assert_num_queries
    ):
        RunParticipantFactory.create_batch(count, run=run)
        client.get(url("run_marks", run))

        with django_assert_num_queries(7):
            client.get(url("run_marks", run))


class TestSheet:
    @pytest.fixture
    def days(self, run, today):
        return [
            RunSessionFactory(run=run, happened_on=today - timedelta(days=n), planned_minutes=360)
            for n in (2, 1)
        ]

    def cell(self, session, place):
        return f"m-{session.pk}-{place.person_id}"

    def test_letters_and_minutes_of_two_days_are_saved_at_once(self, client, rina, run, days):
        amina, bao = RunParticipantFactory.create_batch(2, run=run)

        client.post(
            url("run_sheet", run),
            {
                self.cell(days[0], amina): "h",
                self.cell(days[0], bao): "S",
                self.cell(days[1], amina): "200",
                self.cell(days[1], bao): "a",
            },
        )

        kept = [
            tuple(each.attendances.order_by("person__full_name").values_list("status", "minutes"))
            for each in days
        ]
        wanted = {amina.person_id: ("hadir", 360), bao.person_id: ("sakit", 0)}
        found = {m.person_id: (m.status, m.minutes) for m in days[0].attendances.all()}
        assert found == wanted
        assert sorted(kept[1]) == [("alpa", 0), ("hadir", 200)]
        assert set(run.sessions.values_list("state", flat=True)) == {"held"}

    @pytest.mark.parametrize("wrong", ["x", "361", "0", "-5", "=1+1", "½"])
    def test_one_wrong_cell_saves_nothing_and_is_named(self, client, rina, run, days, wrong):
        amina, bao = RunParticipantFactory.create_batch(2, run=run)

        answer = client.post(
            url("run_sheet", run),
            {self.cell(days[0], amina): "H", self.cell(days[0], bao): wrong},
        )

        assert bao.person.full_name in answer.context["sheet"].errors[0]
        assert not days[0].attendances.exists()

    def test_a_saved_mark_is_changed_but_not_emptied(self, client, rina, run, days):
        amina = RunParticipantFactory(run=run)
        client.post(url("run_sheet", run), {self.cell(days[0], amina): "H"})

        emptied = client.post(url("run_sheet", run), {self.cell(days[0], amina): ""})
        client.post(url("run_sheet", run), {self.cell(days[0], amina): "I"})

        assert emptied.context["sheet"].errors
        assert days[0].attendances.get().status == "izin"

    def test_days_to_come_reserves_and_days_after_leaving_are_shut(self, client, rina, run, today):
        tomorrow = RunSessionFactory(run=run, happened_on=today + timedelta(days=1))
        yesterday = RunSessionFactory(run=run, happened_on=today - timedelta(days=1))
        RunParticipantFactory(run=run)
        RunParticipantFactory(run=run, seat="reserve")
        RunParticipantFactory(run=run, left_on=today - timedelta(days=2), left_reason="Pindah")

        sheet = client.get(url("run_sheet", run)).context["sheet"]

        assert [each.pk for each in sheet.sessions] == [yesterday.pk, tomorrow.pk]
        assert [[cell.is_open for cell in row.cells] for row in sheet.rows] == [
            [True, False],
            [False, False],
            [False, False],
        ]

    def test_a_session_of_another_run_cannot_be_written_through_it(self, client, rina, run, days):
        amina = RunParticipantFactory(run=run)
        elsewhere = RunSessionFactory(happened_on=date(2026, 3, 1))

        client.post(url("run_sheet", run), {self.cell(elsewhere, amina): "H"})

        assert not elsewhere.attendances.exists()

    @pytest.mark.parametrize("count", [1, 30])
    def test_it_costs_the_same_queries_for_any_number_of_people(
        self, client, rina, run, days, count, django_assert_num_queries
    ):
        for _ in range(count):
            AttendanceFactory(session=days[0], person=RunParticipantFactory(run=run).person)
        client.get(url("run_sheet", run))

        with django_assert_num_queries(10):
            client.get(url("run_sheet", run))


class TestReadiness:
    def said(self, **answers):
        return {"bahan-TOTAL_FORMS": "1", "bahan-INITIAL_FORMS": "0", **answers}

    def test_lines_and_materials_are_kept_and_shown(self, client, rina, run):
        client.post(
            url("run_readiness", run),
            self.said(
                place="yes",
                childcare="no",
                childcare_note="Belum ada penjaga",
                **{"bahan-0-name": "Kayu", "bahan-0-quantity": "2,5", "bahan-0-unit": "kg"},
            ),
        )

        assert set(RunReadiness.objects.values_list("line", "is_ready", "note")) == {
            ("place", True, ""),
            ("childcare", False, "Belum ada penjaga"),
        }
        assert RunMaterial.objects.get().quantity == Decimal("2.5")
        assert "Belum ada penjaga" in client.get(url("run", run)).text

    @pytest.mark.parametrize(
        "wrong",
        [
            {"place": "maybe"},
            {"bahan-0-name": "Kayu", "bahan-0-quantity": "-2", "bahan-0-unit": "kg"},
            {"bahan-0-name": "Kayu", "bahan-0-quantity": "abc", "bahan-0-unit": "kg"},
        ],
    )
    def test_what_is_wrong_is_told_and_nothing_is_kept(self, client, rina, run, wrong):
        answer = client.post(url("run_readiness", run), self.said(**wrong))

        assert answer.status_code == 200
        assert (RunReadiness.objects.count(), RunMaterial.objects.count()) == (0, 0)


def test_minutes_are_written_and_the_page_shows_what_is_missing(client, rina, run, today):
    RunSessionFactory(run=run, happened_on=today)
    TrainingRun.objects.update(state="running")

    client.post(url("run_minutes", run), {"minutes_text": "Delapan hari dilaksanakan."})
    page = client.get(url("run", run))

    assert "Delapan hari dilaksanakan." in page.text
    assert [each.blocks for each in page.context["missing"]] == [True, False]


def test_facilitators_are_added_as_trainees(client, rina, run):
    facilitator = FacilitatorFactory(home_place=run.place)
    MembershipFactory(group=AssignmentFactory(facilitator=facilitator).group)

    client.post(url("facilitator_trainees", run), {"facilitators": [facilitator.pk]})

    place = run.participants.get()
    assert (place.group, place.person.user) == (None, facilitator.user)
    assert "pendamping" in client.get(url("run", run)).text


def test_every_page_is_tidy(client, rina, run, today):
    place = RunParticipantFactory(run=run)
    RunParticipantFactory(run=run, seat="reserve")
    RunSessionFactory(run=run, happened_on=today)
    TrainingRun.objects.update(state="running")
    addresses = [
        url("leave_run", run, place.pk),
        *(url(name, run) for name in ("run", "facilitator_trainees", *KEEPING)),
    ]

    untidy = {at: errors for at in addresses if (errors := markup_errors(client.get(at).text))}

    assert untidy == {}
