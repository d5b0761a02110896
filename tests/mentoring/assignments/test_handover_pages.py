"""What the facilitator before left, on the pages of her who follows; and the end of a leave."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.assignments import services
from mentoring.assignments.errors import LeaveOverlaps, OnlyTheLeavingWrites
from mentoring.assignments.predecessors import predecessor_of
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory, LeaveFactory
from tests.factories.sessions import FollowUpFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

JAN, FEB, MAR = (date(2026, month, 1) for month in (1, 2, 3))
NOTE = "Ibu Ruminah menyimpan buku kas."


@pytest.fixture
def leaving(sri, here):
    """Sri hands her group over and has said what to know."""
    today = timezone.localdate()
    return AssignmentFactory(
        facilitator=sri,
        group=here,
        starts_on=JAN,
        state="handover",
        ends_on=today + timedelta(days=3),
        handover_since=today,
        handover_note=NOTE,
    )


@pytest.fixture
def following(leaving, here):
    return AssignmentFactory(
        facilitator=FacilitatorFactory(), group=here, starts_on=leaving.ends_on, state="active"
    )


def page(client, user, assignment):
    client.force_login(user)
    return client.get(assignment.get_absolute_url())


def test_who_follows_reads_the_note_and_what_is_open(client, following, here):
    FollowUpFactory(group=here, text="Bawa contoh gelang")

    shown = page(client, following.facilitator.user, following)

    assert shown.context["predecessor"].handover_note == NOTE
    assert NOTE in shown.text
    assert [work.sentence for work in shown.context["open_work"]] == ["Janji: Bawa contoh gelang"]
    assert markup_errors(shown.text) == []


def test_the_coordinator_of_the_place_reads_it_too_and_nobody_elsewhere(
    client, following, dewi, wayan
):
    assert NOTE in page(client, dewi, following).text
    assert page(client, wayan, following).status_code == 404


def test_who_is_only_asked_reads_nothing_before_her_yes(client, leaving, here):
    asked = AssignmentFactory(
        facilitator=FacilitatorFactory(), group=here, starts_on=leaving.ends_on, state="proposed"
    )
    FollowUpFactory(group=here)

    shown = page(client, asked.facilitator.user, asked)

    assert NOTE not in shown.text
    assert shown.context["open_work"] == []


def test_a_first_lead_and_a_cover_follow_nobody(sri, here, leaving):
    assert predecessor_of(leaving) is None
    cover = AssignmentFactory(group=here, kind="cover", starts_on=leaving.ends_on)
    assert predecessor_of(cover) is None


def test_she_who_leaves_writes_the_note_on_her_phone(client, sri, leaving):
    address = reverse("mentoring_assignments:handover_note", args=[leaving.pk])
    client.force_login(sri.user)

    empty = client.post(address, {"note": "  "})
    client.post(address, {"note": "Rapat tiap Selasa."})

    assert list(empty.context["note_form"].errors) == ["note"]
    leaving.refresh_from_db()
    assert leaving.handover_note == "Rapat tiap Selasa."


def test_nobody_else_writes_in_her_name_and_not_when_she_stays(client, dewi, sri, leaving):
    address = reverse("mentoring_assignments:handover_note", args=[leaving.pk])
    for user, status in ((dewi, 403), (UserFactory(roles=["facilitator"]), 404)):
        client.force_login(user)
        assert client.post(address, {"note": "X"}).status_code == status
    stays = AssignmentFactory(facilitator=sri, starts_on=JAN)
    with pytest.raises(OnlyTheLeavingWrites):
        services.write_handover_note(assignment=stays, note="X", written_by=sri.user)


# --- The end of a leave ---


def test_a_leave_never_runs_into_another_one(sri):
    LeaveFactory(facilitator=sri, starts_on=FEB, ends_on=MAR)

    with pytest.raises(LeaveOverlaps):
        services.record_leave(facilitator=sri, starts_on=JAN, recorded_by=sri.user)
    with pytest.raises(LeaveOverlaps):
        services.record_leave(
            facilitator=sri, starts_on=MAR - timedelta(days=1), recorded_by=sri.user
        )
    services.record_leave(facilitator=sri, starts_on=MAR, recorded_by=sri.user)


def end_page(leave):
    return reverse("mentoring_assignments:end_leave", args=[leave.facilitator_id, leave.pk])


def test_she_says_herself_that_she_is_back(client, sri):
    leave = LeaveFactory(facilitator=sri, starts_on=JAN, ends_on=None)
    client.force_login(sri.user)
    assert end_page(leave) in client.get(sri.get_absolute_url()).text

    client.post(end_page(leave), {"last_day": "2026-01-31"})

    leave.refresh_from_db()
    assert leave.ends_on == FEB


@pytest.mark.parametrize("wrong", ["", "kemarin", "2025-12-31", "2026-02-10"])
def test_a_wrong_last_day_comes_back_with_a_sentence(client, sri, wrong):
    LeaveFactory(facilitator=sri, starts_on=FEB, ends_on=MAR)
    leave = LeaveFactory(facilitator=sri, starts_on=JAN, ends_on=date(2026, 1, 20))
    client.force_login(sri.user)

    sent = client.post(end_page(leave), {"last_day": wrong})

    assert sent.context["form"].errors
    leave.refresh_from_db()
    assert leave.ends_on == date(2026, 1, 20)


def test_only_she_and_whoever_keeps_her_row_end_a_leave(client, dewi, wayan, eko, sri):
    leave = LeaveFactory(facilitator=sri, starts_on=JAN, ends_on=None)
    other = FacilitatorFactory()

    for user, status in ((dewi, 200), (eko, 403), (wayan, 404), (other.user, 404)):
        client.force_login(user)
        assert client.get(end_page(leave)).status_code == status
    client.force_login(sri.user)
    elsewhere = LeaveFactory(facilitator=other, starts_on=JAN, ends_on=None)
    address = reverse("mentoring_assignments:end_leave", args=[sri.pk, elsewhere.pk])
    assert client.get(address).status_code == 404


# --- Wrong input at its field ---


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("last_day", ""),
        ("last_day", "31/02/2026"),
        ("reason", "x" * 201),
        ("note", "x" * 2001),
    ],
)
def test_every_field_of_a_handover_says_what_is_wrong(client, dewi, here, field, wrong):
    row = AssignmentFactory(facilitator=FacilitatorFactory(), group=here, starts_on=JAN)
    client.force_login(dewi)
    address = reverse("mentoring_assignment:hand_over", args=[row.pk])
    good = {"last_day": "2030-01-31", "reason": "Pindah", "note": NOTE}

    answer = client.post(address, {**good, field: wrong})

    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in good} == {**good, field: wrong}
    assert markup_errors(answer.text) == []
    row.refresh_from_db()
    assert (row.state, row.handover_note) == ("active", "")
