"""The pages of findings: written at a session, proposed together, read on the way."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curriculum.models import ModuleChangeRequest
from mentoring.incubation.models import LessonFinding
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module
from tests.factories.formulas import (
    DiagnosisFactory,
    FormulaItemFactory,
    LessonFindingFactory,
    agreed_formula,
    held,
)
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    computed_evaluation,
    coordinator,
    evaluator,
    facilitator_of,
    submitted_round,
)
from tests.factories.registry import MembershipFactory
from tests.factories.sessions import VisitFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"mentoring_incubation:{name}", args=args)


@pytest.fixture
def lesson():
    return module()


@pytest.fixture
def line(lesson):
    return FormulaItemFactory(
        formula=agreed_formula(DiagnosisFactory()),
        kind="lesson",
        activity="",
        page_id=lesson.pk,
        release=1,
        code="M01",
        title="Manik",
    )


@pytest.fixture
def enrolment(line):
    return line.formula.enrolment


@pytest.fixture
def sri(enrolment):
    return facilitator_of(enrolment.group)


def seen(**more):
    told = {"problem": "Gambar kurang", "evidence": "Lima bertanya.", "severity": "serious"}
    return {"finding_id": uuid.uuid4(), **told, **more}


def test_a_finding_goes_from_a_session_to_the_keepers_and_shows_on_the_way(
    client, enrolment, line, lesson, sri
):
    (visit,) = held(line, recorded_by=sri)
    client.force_login(sri)
    address = url("note_finding_at", enrolment.pk, "pertemuan", visit.pk)
    assert address in client.get(visit.get_absolute_url()).text

    client.post(address, seen(page_id=lesson.pk, proposal="Tambah gambar."))
    found = LessonFinding.objects.get()
    form = client.get(url("file_findings", lesson.pk)).context["form"]
    client.post(url("file_findings", lesson.pk), {"findings": [found.pk], "proposal": "Tambah."})

    found.refresh_from_db()
    assert (found.session, found.item, form.initial["proposal"]) == (visit, line, "Tambah gambar.")
    assert ModuleChangeRequest.objects.get().pk == found.request_key
    way = client.get(url("way", enrolment.pk))
    assert [one.findings for one in way.context["way"].lines] == [[], [found]]
    assert way.context["way"].other_findings == []
    assert "diusulkan" in way.text


def test_a_scoring_and_an_evaluation_lead_to_a_finding(client, enrolment, sri):
    scored = submitted_round(enrolment)
    judged = computed_evaluation(enrolment)
    client.force_login(evaluator())

    for page, name, key in (
        (url("round", scored.pk), "penilaian", scored.pk),
        (judged.get_absolute_url(), "evaluasi", judged.pk),
    ):
        address = url("note_finding_at", enrolment.pk, name, key)
        assert address in client.get(page).text
        assert client.post(address, seen()).status_code == 302

    assert set(LessonFinding.objects.values_list("round", "evaluation")) == {
        (scored.pk, None),
        (None, judged.pk),
    }


def test_every_field_says_what_is_wrong_with_it(client, enrolment, line, sri):
    client.force_login(sri)

    page = client.post(
        url("note_finding", enrolment.pk),
        {"problem": "x" * 201, "severity": "besar", "page_id": "1", "evidence": ""},
    )

    assert page.context["form"].errors.keys() == {
        *("finding_id", "problem", "severity", "page_id", "evidence")
    }
    assert LessonFinding.objects.count() == 0


def test_what_is_proposed_needs_a_finding_and_words(client, line, lesson, sri):
    found = LessonFindingFactory(item=line, page_id=lesson.pk)
    foreign = LessonFindingFactory(page_id=lesson.pk)
    client.force_login(sri)
    address = url("file_findings", lesson.pk)

    empty = client.post(address, {})
    strange = client.post(address, {"findings": [foreign.pk], "proposal": "x"})

    assert empty.context["form"].errors.keys() == {"findings", "proposal"}
    assert strange.context["form"].errors.keys() == {"findings"}
    assert list(empty.context["form"].fields["findings"].queryset) == [found]


def test_pressing_save_twice_is_one_finding(client, enrolment, line, sri):
    client.force_login(sri)
    address = url("note_finding", enrolment.pk)
    assert client.get(address).context["form"].initial["finding_id"]
    told = seen()

    answers = [client.post(address, told).headers["Location"] for _twice in range(2)]

    assert len(set(answers)) == 1
    assert LessonFinding.objects.count() == 1


def test_who_is_late_reads_why_and_keeps_what_she_typed(client, line, lesson, sri):
    found = LessonFindingFactory(item=line, page_id=lesson.pk)
    client.force_login(sri)
    sent = {"findings": [found.pk], "proposal": "Tambah gambar alat."}
    client.post(url("file_findings", lesson.pk), sent)

    late = client.post(url("file_findings", lesson.pk), sent)

    assert late.status_code == 200
    assert "sudah masuk dalam sebuah usulan" in late.text
    assert "Tambah gambar alat." in late.text
    assert ModuleChangeRequest.objects.count() == 1
    assert client.get(url("file_findings", lesson.pk)).status_code == 404


@pytest.mark.parametrize("page", ["9999999999999999999", "0", "dua"])
def test_a_page_number_that_is_none_shows_the_first_one(client, line, sri, page):
    found = LessonFindingFactory(item=line)
    client.force_login(sri)

    assert client.get(url("findings"), {"page": page}).context["rows"] == [found]


def test_a_finding_without_keepers_is_closed_with_a_word(client, line, sri):
    found = LessonFindingFactory(item=line)
    client.force_login(sri)

    without = client.post(url("close_finding", found.pk), {"result": ""})
    client.post(url("close_finding", found.pk), {"result": "Kami pakai kendi."})

    found.refresh_from_db()
    assert without.context["form"].errors.keys() == {"result"}
    assert (found.result, found.is_open) == ("Kami pakai kendi.", False)
    assert "Kami pakai kendi." in client.get(found.get_absolute_url()).text


def test_without_curriculum_the_pages_say_so_plainly(client, monkeypatch, line, sri):
    from wagtail import hooks

    found = LessonFindingFactory(item=line)
    monkeypatch.setattr(hooks, "_hooks", {**hooks._hooks, "file_module_change_request": []})
    client.force_login(sri)

    for address in (found.get_absolute_url(), url("findings")):
        assert "Di situs ini tidak ada yang mengelola pelajaran" in client.get(address).text


def test_who_reads_and_who_writes(client, enrolment, line, lesson, sri):
    found = LessonFindingFactory(item=line, page_id=lesson.pk)
    addresses = (
        url("finding", found.pk),
        url("note_finding", enrolment.pk),
        url("file_findings", lesson.pk),
    )

    def answers(user):
        client.force_login(user)
        return [client.get(address).status_code for address in addresses]

    member = MembershipFactory(group=enrolment.group, person__user=UserFactory()).person.user
    assert answers(sri) == [200, 200, 200]
    assert answers(coordinator()) == [200, 200, 200]
    assert answers(evaluator()) == [200, 200, 200]
    assert answers(UserFactory(roles=["auditor"])) == [200, 403, 403]
    for stranger in (member, coordinator("52.01"), facilitator_of(CycleEnrolmentFactory().group)):
        assert answers(stranger) == [404, 404, 404]


def test_an_address_of_another_group_is_not_there(client, enrolment, sri):
    client.force_login(sri)
    for seen_at, key in (
        ("pertemuan", VisitFactory().pk),
        ("ramalan", VisitFactory(group=enrolment.group).pk),
    ):
        assert client.get(url("note_finding_at", enrolment.pk, seen_at, key)).status_code == 404


def test_the_list_is_filtered_and_costs_the_same_for_1_and_30(client, line, lesson, sri):
    client.force_login(sri)

    def cost(count):
        for _ in range(count):
            LessonFindingFactory(item=line, page_id=lesson.pk)
        client.get(url("findings"))
        with CaptureQueriesContext(connection) as asked:
            page = client.get(url("findings"))
        return len(asked), len(page.context["rows"])

    assert (cost(1), cost(29)) == ((8, 1), (8, 30))
    closed = LessonFindingFactory(item=line, closed_on="2025-10-01", result="Sudah")
    for state, count in (("open", 30), ("asked", 0), ("closed", 1), ("apa", 31)):
        rows = client.get(url("findings"), {"state": state}).context["rows"]
        assert (len(rows), closed in rows) == (count, state in ("closed", "apa"))


def test_the_pages_are_tidy(client, enrolment, line, lesson, sri):
    found = LessonFindingFactory(item=line, page_id=lesson.pk)
    client.force_login(sri)
    for address in (
        url("findings"),
        url("finding", found.pk),
        url("note_finding", enrolment.pk),
        url("file_findings", lesson.pk),
        url("way", enrolment.pk),
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert markup_errors(page.text) == []
