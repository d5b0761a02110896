from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mentoring.sessions.models import Evidence, MentoringSession
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    banyumulek,
)
from tests.factories.sessions import (
    AttendanceFactory,
    RunSessionFactory,
    VisitFactory,
    picture,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    facilitator = FacilitatorFactory(user=UserFactory(roles=["facilitator"]))
    return AssignmentFactory(facilitator=facilitator)


@pytest.fixture
def group(assignment):
    return assignment.group


@pytest.fixture
def sri(assignment, client):
    client.force_login(assignment.facilitator.user)
    return assignment.facilitator.user


@pytest.fixture
def member(group):
    return MembershipFactory(group=group).person


def url(name, row):
    return reverse(f"mentoring_sessions:{name}", args=[row.pk])


@pytest.fixture
def said(client, group, sri, member, today):
    """The form as it is shown, filled as most visits are."""
    form = client.get(url("log_visit", group)).context["form"]
    return {
        "session_id": form["session_id"].value(),
        "happened_on": today.isoformat(),
        "kind": "out_wall",
        "purpose": "operational",
        f"status_{member.pk}": "hadir",
        "notes": "Menghitung harga.",
        "facilitator_was_present": "on",
    }


def test_a_visit_is_logged_with_guest_photo_and_promise(client, group, said, today, sri):
    said |= {
        "guests": "Pak Kadus\n\n Bu Bidan ",
        "photo": SimpleUploadedFile("IMG_1.jpg", picture(), "image/jpeg"),
        "promise": "Beli buku kas",
        "promise_owner": "member",
        "promise_due_on": today.isoformat(),
    }

    response = client.post(url("log_visit", group), said)

    session = MentoringSession.objects.get()
    assert response.headers["Location"] == session.get_absolute_url()
    assert (session.led_by, session.attendances.count()) == (sri, 3)
    assert session.evidence.count() == session.follow_ups.count() == 1


@pytest.mark.parametrize(("missing", "is_complete"), [([], True), (["material"], False)])
def test_a_visit_of_the_form_is_complete_unless_something_was_missing(
    client, group, said, missing, is_complete
):
    client.post(url("log_visit", group), said | {"missing": missing})

    session = MentoringSession.objects.get()
    answers = dict(session.readiness.values_list("line", "is_ready"))
    assert (session.is_complete, answers["material"], answers["place"]) == (
        is_complete,
        is_complete,
        True,
    )


def test_what_the_plan_said_is_missing_is_ticked_already(client, group, sri):
    plan = VisitFactory(group=group, state="planned", recorded_by=sri)
    plan.readiness.create(
        line="power", is_ready=False, answered_by=sri, answered_at=plan.recorded_at
    )

    form = client.get(url("log_visit", group), {"rencana": plan.pk}).context["form"]

    assert form["missing"].value() == ["power"]


def test_something_else_than_a_line_cannot_be_missing(client, group, said):
    response = client.post(url("log_visit", group), said | {"missing": ["<b>"]})

    assert list(response.context["form"].errors) == ["missing"]


def test_the_same_form_posted_twice_makes_one_visit(client, group, said):
    first = client.post(url("log_visit", group), said)
    again = client.post(url("log_visit", group), said)

    assert again.headers["Location"] == first.headers["Location"]
    assert MentoringSession.objects.count() == 1


def test_a_saved_form_posted_with_other_answers_shows_the_saved_visit(client, group, said):
    client.post(url("log_visit", group), said)
    response = client.post(url("log_visit", group), said | {"notes": "Lain."})

    assert response.context["already_saved"] == MentoringSession.objects.get()
    assert MentoringSession.objects.get().notes == "Menghitung harga."


def test_bad_input_keeps_everything_typed(client, group, said, member, today):
    said |= {
        "happened_on": (today + timedelta(days=1)).isoformat(),
        f"status_{member.pk}": "sakit",
        "guests": "Pak Kadus",
    }

    response = client.post(url("log_visit", group), said)

    form = response.context["form"]
    assert form.non_field_errors()
    assert form["notes"].value() == "Menghitung harga."
    assert form[f"status_{member.pk}"].value() == "sakit"
    assert form["guests"].value() == "Pak Kadus"
    assert form["session_id"].value() == str(said["session_id"])
    assert MentoringSession.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"session_id": "bukan kunci"}, "session_id"),
        ({"happened_on": "31/02/2026"}, "happened_on"),
        ({"kind": "training"}, "kind"),
        ({"purpose": "jalan-jalan"}, "purpose"),
        ({"module": "1:1"}, "module"),
        ({"missing": ["cuaca"]}, "missing"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "1441"}, "minutes"),
        ({"minutes": "satu jam"}, "minutes"),
        ({"chaired_by": "lurah"}, "chaired_by"),
        ({"caption": "x" * 201}, "caption"),
        ({"promise": "x" * 301, "promise_due_on": "2030-01-01"}, "promise"),
        ({"promise": "Beli lem", "promise_due_on": "besok"}, "promise_due_on"),
        (
            {"promise": "Beli lem", "promise_due_on": "2030-01-01", "promise_owner": "x"},
            "promise_owner",
        ),
        ({"promise_due_on": "2030-01-01"}, "promise"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    client, group, said, wrong, field
):
    response = client.post(url("log_visit", group), {**said, **wrong})

    form = response.context["form"]
    assert field in form.errors
    assert set(form.errors) <= {field, "promise_due_on"}
    assert form["notes"].value() == "Menghitung harga."
    assert markup_errors(response.text) == []
    assert not MentoringSession.objects.exists()


def test_a_mark_that_is_none_stands_at_its_member(client, group, said, member):
    response = client.post(url("log_visit", group), {**said, f"status_{member.pk}": "bolos"})

    assert list(response.context["form"].errors) == [f"status_{member.pk}"]
    assert not MentoringSession.objects.exists()


def test_a_promise_without_a_day_is_asked_for(client, group, said):
    response = client.post(url("log_visit", group), said | {"promise": "Beli buku kas"})

    assert list(response.context["form"].errors) == ["promise_due_on"]


def test_a_day_with_another_list_of_members_shows_that_list(client, group, said, member, today):
    former = MembershipFactory(group=group, ends_on=today).person
    said["happened_on"] = (today - timedelta(days=1)).isoformat()

    response = client.post(url("log_visit", group), said)

    assert list(response.context["form"].errors) == [f"status_{former.pk}"]
    assert {str(former.pk), str(member.pk)} == {str(pk) for pk in response.context["form"].people}


def test_marks_of_who_was_no_member_that_day_are_not_dropped_silently(client, group, said):
    response = client.post(
        url("log_visit", group), said | {"status_00000000-0000-0000-0000-000000000000": "hadir"}
    )

    assert list(response.context["form"].errors) == ["happened_on"]


@pytest.mark.parametrize("day", ["2026-02-31", "bulan lalu", "0001-01-01", ""])
def test_a_day_that_is_none_is_refused_on_the_form(client, group, said, day):
    response = client.post(url("log_visit", group), said | {"happened_on": day})

    assert response.status_code == 200
    assert MentoringSession.objects.count() == 0


def test_a_planned_visit_is_held_by_logging_it(client, group, sri, said, today):
    planned = VisitFactory(group=group, state="planned", happened_on=today, kind="in_wall")

    form = client.get(url("log_visit", group), {"rencana": planned.pk}).context["form"]
    client.post(url("log_visit", group), said | {"session_id": form["session_id"].value()})

    assert form["kind"].value() == "in_wall"
    assert MentoringSession.objects.get().state == "held"


def test_a_file_that_is_no_photo_comes_back_with_a_sentence(client, group, said):
    said["photo"] = SimpleUploadedFile("a.jpg", b"<html>", "image/jpeg")

    response = client.post(url("log_visit", group), said)

    assert response.context["form"].non_field_errors()
    assert Evidence.objects.count() == 0


def test_another_groups_facilitator_finds_no_form(client, group):
    client.force_login(AssignmentFactory().facilitator.user)

    assert client.get(url("log_visit", group)).status_code == 404
    assert client.post(url("log_visit", group), {}).status_code == 404


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_form_costs_the_same_queries_for_any_group(
    client, group, sri, count, django_assert_num_queries
):
    MembershipFactory.create_batch(count, group=group)
    client.get(url("log_visit", group))

    # two of them are the list of lessons and the lines of the formula
    with django_assert_num_queries(10):
        client.get(url("log_visit", group))


@pytest.mark.parametrize("count", [0, 1, 30])
def test_a_sessions_page_costs_the_same_queries(
    client, group, sri, count, django_assert_num_queries
):
    session = VisitFactory(group=group)
    AttendanceFactory.create_batch(count, session=session)
    client.get(url("session", session))

    # two more: of which stratum those are who were present
    with django_assert_num_queries(22 if count else 20):
        client.get(url("session", session))


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("coordinator", 200), ("neighbour", 404), ("foreign", 404)]
)
def test_a_photo_is_handed_to_those_who_may_see_its_session(client, group, said, who, status):
    said["photo"] = SimpleUploadedFile("IMG_1.jpg", picture(), "image/jpeg")
    client.post(url("log_visit", group), said)
    if who != "owner":
        neighbour = AssignmentFactory(group=CrafterGroupFactory(sentra=group.sentra))
        users = {
            "coordinator": MandateFactory().user,
            "neighbour": neighbour.facilitator.user,
            "foreign": MandateFactory(place=banyumulek()).user,
        }
        client.force_login(users[who])

    response = client.get(Evidence.objects.get().get_absolute_url())

    assert response.status_code == status
    if status == 200:
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.headers["Cache-Control"].startswith("private")
        assert b"".join(response.streaming_content).startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("who", "reads"),
    [("writer", True), ("successor", False), ("coordinator", True), ("evaluator", True)],
)
def test_confidential_notes_are_for_who_wrote_them_and_for_the_office(client, group, who, reads):
    wrote = UserFactory()
    session = VisitFactory(
        group=group, recorded_by=wrote, notes="Rahasia.", notes_are_confidential=True
    )
    plain = VisitFactory(group=group, recorded_by=wrote, notes="Terbuka.")
    users = {
        "writer": lambda: wrote,
        "successor": lambda: group.assignments.get().facilitator.user,
        "coordinator": lambda: MandateFactory().user,
        "evaluator": lambda: MandateFactory(role="evaluator").user,
    }
    client.force_login(users[who]())

    page = client.get(url("session", session)).content.decode()

    assert ("Rahasia." in page) is reads
    assert "Terbuka." in client.get(url("session", plain)).content.decode()
    assert "Rahasia." not in client.get(group.get_absolute_url()).content.decode()


def test_a_photo_that_has_not_arrived_is_told_and_not_shown(client, group, sri):
    session = VisitFactory(group=group)
    photo = Evidence.objects.create(
        session=session,
        original_sha256="a" * 64,
        caption="Ronce",
        recorded_by=sri,
        recorded_at=session.recorded_at,
        received_at=session.received_at,
    )

    page = client.get(url("session", session)).content.decode()

    assert "belum sampai" in page
    assert "Ronce" in page
    assert photo.get_absolute_url() not in page
    assert client.get(photo.get_absolute_url()).status_code == 404


def test_a_photo_has_no_public_address(client, group, said):
    said["photo"] = SimpleUploadedFile("IMG_1.jpg", picture(), "image/jpeg")
    client.post(url("log_visit", group), said)

    name = Evidence.objects.get().photo.name

    assert client.get(f"/media/{name}").status_code == 404
    with pytest.raises(NotImplementedError):
        Evidence.objects.get().photo.url  # noqa: B018


def test_a_planned_session_that_did_not_take_place_says_why(client, group, sri, today):
    planned = VisitFactory(group=group, state="planned", happened_on=today)

    client.post(url("settle", planned), {"outcome": "not_held", "reason": "banjir"})

    planned.refresh_from_db()
    assert (planned.state, planned.state_reason) == ("not_held", "banjir")


def test_a_reader_does_not_settle_anothers_session(client, group, today):
    planned = VisitFactory(group=group, state="planned", happened_on=today)
    client.force_login(MandateFactory().user)

    assert client.get(url("settle", planned)).status_code == 403


def test_a_session_of_another_place_is_not_found(client, sri):
    assert client.get(url("session", RunSessionFactory())).status_code == 404
    assert client.get(url("session", VisitFactory())).status_code == 404


# --- What the lesson should say instead --------------------------------------


@pytest.fixture
def taken():
    """While this lasts somebody takes proposals; what she took."""
    from wagtail import hooks

    found = []

    def take(**proposal):
        found.append(proposal)
        return True

    with hooks.register_temporarily("file_module_change_request", take):
        yield found


@pytest.fixture
def taught(group, sri):
    from tests.factories.curriculum import module

    page = module()
    return VisitFactory(
        group=group, recorded_by=sri, module_page_id=page.pk, module_title="Membuat manik-manik"
    )


SEEN = {"evidence": "Lima anggota tidak kenal alat ini.", "proposal": "Tambah gambar alat."}


def test_who_led_the_session_proposes_a_change_of_its_lesson(client, taught, sri, taken):
    from curriculum.models import ModuleChangeRequest

    assert url("propose", taught) in client.get(url("session", taught)).content.decode()
    form = client.get(url("propose", taught)).context["form"]
    posted = {"proposal_id": form["proposal_id"].value(), **SEEN}

    for _twice in range(2):
        answer = client.post(url("propose", taught), posted)

    assert answer.headers["Location"] == taught.get_absolute_url()
    kept = ModuleChangeRequest.objects.get()
    assert (kept.filed_by, kept.source_key) == (sri, f"session:{taught.pk}")
    assert kept.source_label == f"{taught.group}, 1 Maret 2026"
    assert taken[0]["page_id"] == taught.module_page_id


def test_a_proposal_needs_both_words(client, taught):
    page = client.post(url("propose", taught), {"proposal_id": taught.pk, "evidence": "Ya"})

    assert page.context["form"].errors.keys() == {"proposal"}


def test_nobody_proposes_for_a_session_without_a_lesson(client, group, sri):
    visit = VisitFactory(group=group, recorded_by=sri)

    assert client.get(url("propose", visit)).status_code == 403
    assert url("propose", visit) not in client.get(url("session", visit)).content.decode()


def test_same_area_reads_the_session_and_proposes_nothing_and_a_stranger_sees_nothing(
    client, taught
):
    coordinator = MandateFactory(user=UserFactory(roles=["coordinator"])).user
    foreign = MandateFactory(user=UserFactory(roles=["coordinator"]), place=banyumulek()).user
    answers = []
    for user in (coordinator, foreign):
        client.force_login(user)
        answers.append(client.post(url("propose", taught), SEEN).status_code)

    assert answers == [403, 404]
