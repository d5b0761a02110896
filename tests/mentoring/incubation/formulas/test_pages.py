import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.incubation.models import Diagnosis, Formula, FormulaItem
from tests.factories.accounts import UserFactory
from tests.factories.formulas import (
    SPOKEN,
    DiagnosisFactory,
    FormulaItemFactory,
    ProblemFactory,
    agreed_formula,
    held,
)
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    coordinator,
    evaluator,
    facilitator_of,
    manager,
)
from tests.factories.pictures import photograph
from tests.factories.registry import MembershipFactory, PersonFactory
from tests.factories.sessions import VisitFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"mentoring_incubation:{name}", args=args)


@pytest.fixture
def formula():
    return agreed_formula(DiagnosisFactory())


@pytest.fixture
def enrolment(formula):
    return formula.enrolment


@pytest.fixture
def sri(enrolment):
    return facilitator_of(enrolment.group)


def problem_rows(*statements):
    rows = {"problems-TOTAL_FORMS": len(statements), "problems-INITIAL_FORMS": 0}
    for number, statement in enumerate(statements):
        rows[f"problems-{number}-statement"] = statement
    return rows


def test_a_facilitator_walks_from_diagnosis_to_an_agreed_formula(client):
    enrolment = CycleEnrolmentFactory()
    client.force_login(facilitator_of(enrolment.group))
    client.post(
        url("diagnosis", enrolment.pk),
        {
            "happened_on": "2025-03-03",
            "text": "Harga dari juragan",
            "strata": ["tertinggal"],
            "weak_case": "Seorang ibu",
            **problem_rows("Satu pembeli", "", ""),
        },
    )
    problem = Diagnosis.objects.get().problems.get()
    client.post(url("draft_formula", enrolment.pk), {"reason": ""})
    formula = Formula.objects.get()
    client.post(
        url("add_line", formula.pk),
        {
            "problem": problem.pk,
            "kind": "practice",
            "activity": "Hitung harga",
            "dose_planned": "4",
            "responsible": "facilitator",
        },
    )
    client.post(url("readiness", formula.pk), {"tools": "yes", "tools_note": "ada", "fuel": "no"})
    answer = client.post(
        url("agree_formula", formula.pk),
        {
            "agreed_on": "2025-06-02",
            "kind": "voice",
            "who_was_there": "12 anggota",
            "evidence": SimpleUploadedFile("x.ogg", SPOKEN),
        },
    )

    formula.refresh_from_db()
    assert answer.status_code == 302
    assert (formula.state, formula.items.get().dose_planned) == ("agreed", 4)
    assert dict(formula.readiness.exclude(is_ready=None).values_list("line", "is_ready")) == {
        "tools": True,
        "fuel": False,
    }
    heard = client.get(url("agreement", formula.pk))
    assert (heard["Content-Type"], b"".join(heard.streaming_content)) == ("audio/ogg", SPOKEN)


def test_the_way_costs_the_same_whatever_was_done(client, enrolment, formula, sri):
    client.force_login(sri)

    def cost(count):
        for _ in range(count):
            held(FormulaItemFactory(formula=formula), count)
        client.get(url("way", enrolment.pk))
        with CaptureQueriesContext(connection) as asked:
            page = client.get(url("way", enrolment.pk))
        return len(asked), page.content.count(b"<article")

    (one, shown), (three, more) = cost(1), cost(3)

    assert (shown, more) == (2, 5)
    assert one == three


def test_the_pages_are_tidy(client, enrolment, formula, sri):
    draft = Formula.objects.create(
        enrolment=enrolment, number=2, drafted_by=sri, drafted_at=formula.drafted_at
    )
    item = FormulaItemFactory(formula=draft)
    client.force_login(sri)
    for address in (
        url("way", enrolment.pk),
        url("diagnosis", enrolment.pk),
        url("formula", formula.pk),
        url("formula", draft.pk),
        url("add_line", draft.pk),
        url("change_line", draft.pk, item.pk),
        url("readiness", draft.pk),
        url("agree_formula", draft.pk),
        reverse("mentoring_sessions:session", args=[held(item)[0].pk]),
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert markup_errors(page.text) == []


def test_who_reads_the_way_and_who_writes_it(client, enrolment, formula, sri):
    def answers(user):
        client.force_login(user)
        return [
            client.get(address).status_code
            for address in (
                url("way", enrolment.pk),
                url("formula", formula.pk),
                url("diagnosis", enrolment.pk),
                url("add_line", formula.pk),
                url("readiness", formula.pk),
                url("agree_formula", formula.pk),
            )
        ]

    reader = [200, 200, 403, 403, 403, 403]
    assert answers(sri) == [200] * 6
    assert [answers(one) for one in (coordinator(), evaluator(), manager())] == [reader] * 3
    assert answers(coordinator("52.01")) == [404] * 6


def test_a_member_reads_what_her_group_agreed_to_and_no_draft(client, enrolment, formula):
    ruminah = UserFactory(roles=["crafter"])
    MembershipFactory(person=PersonFactory(user=ruminah), group=enrolment.group)
    draft = Formula.objects.create(
        enrolment=enrolment, number=2, drafted_by=ruminah, drafted_at=formula.drafted_at
    )
    client.force_login(ruminah)

    page = client.get(url("formula", formula.pk))

    assert formula.items.get().activity in page.content.decode()
    assert "12 anggota" not in page.content.decode()
    assert client.get(url("formula", draft.pk)).status_code == 404
    assert client.get(url("agreement", formula.pk)).status_code == 404
    assert client.get(url("way", enrolment.pk)).status_code == 404


def test_a_coordinator_approves_on_the_page(client, formula):
    client.force_login(coordinator())
    assert url("approve_formula", formula.pk) in client.get(url("formula", formula.pk)).text

    client.post(url("approve_formula", formula.pk))

    formula.refresh_from_db()
    assert formula.approved_at is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"happened_on": "31/02"},
        {"happened_on": "2999-01-01"},
        {"text": ""},
        {"strata": ["raja"]},
        {"problems-0-statement": ""},
        {"problems-0-statement": "x" * 301},
        {"problems-0-statement": "", "problems-0-cause": "juragan"},
    ],
)
def test_a_wrong_diagnosis_comes_back_with_what_was_typed(client, wrong):
    enrolment = CycleEnrolmentFactory()
    client.force_login(facilitator_of(enrolment.group))
    typed = {
        "happened_on": "2025-03-03",
        "text": "Harga",
        "evidence": "Nota Rekaan",
        **problem_rows("Satu pembeli"),
    }

    page = client.post(url("diagnosis", enrolment.pk), {**typed, **wrong})

    assert page.status_code == 200
    assert "Nota Rekaan" in page.text
    assert not Diagnosis.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"problem": ""},
        {"problem": "d7a1c0f0-0000-4000-8000-000000000000"},
        {"kind": "lesson"},
        {"kind": "sihir"},
        {"activity": " "},
        {"activity": "x" * 301},
        {"dose_planned": "0"},
        {"dose_planned": "banyak"},
        {"responsible": "raja"},
        {"page_id": "99"},
    ],
)
def test_a_wrong_line_is_refused_on_the_form(client, formula, sri, wrong):
    draft = Formula.objects.create(
        enrolment=formula.enrolment, number=2, drafted_by=sri, drafted_at=formula.drafted_at
    )
    problem = ProblemFactory(diagnosis=formula.enrolment.diagnosis)
    client.force_login(sri)
    typed = {
        "problem": problem.pk,
        "kind": "practice",
        "activity": "Hitung",
        "dose_planned": "2",
        "responsible": "facilitator",
    }

    page = client.post(url("add_line", draft.pk), {**typed, **wrong})

    assert page.status_code == 200
    assert not FormulaItem.objects.filter(formula=draft).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"agreed_on": "besok"},
        {"agreed_on": "2999-01-01"},
        {"kind": "lain"},
        {"who_was_there": " "},
        {"evidence": ""},
        {"evidence": SimpleUploadedFile("x.jpg", b"bukan foto")},
    ],
)
def test_a_wrong_agreement_leaves_the_draft_a_draft(client, formula, sri, wrong):
    draft = Formula.objects.create(
        enrolment=formula.enrolment, number=2, drafted_by=sri, drafted_at=formula.drafted_at
    )
    FormulaItemFactory(formula=draft)
    client.force_login(sri)
    typed = {
        "agreed_on": "2025-09-01",
        "kind": "signed",
        "who_was_there": "9 anggota",
        "evidence": SimpleUploadedFile("x.jpg", photograph()),
    }

    page = client.post(url("agree_formula", draft.pk), {**typed, **wrong})

    draft.refresh_from_db()
    assert (page.status_code, draft.state) == (200, "draft")


def test_a_session_without_a_line_warns_until_one_is_chosen(client, formula, sri):
    visit = VisitFactory(group=formula.enrolment.group, recorded_by=sri)
    client.force_login(sri)
    address = reverse("mentoring_sessions:session", args=[visit.pk])
    warning = "tidak dihitung dalam dosis"
    assert warning in client.get(address).text

    client.post(url("link_session", visit.pk), {"lines": [formula.items.get().pk]})

    page = client.get(address).text
    assert warning not in page
    assert formula.items.get().activity in page


def test_a_lesson_improved_since_the_agreement_is_shown_as_such(client, formula, sri):
    from wagtail.models import Page

    from tests.factories.sessions import AModule, modules_offered

    page = Page.objects.get(depth=1)
    revision = page.save_revision()
    FormulaItemFactory(
        formula=formula, kind="lesson", page=page, revision=revision, release=2, activity=""
    )
    client.force_login(sri)

    with modules_offered(AModule(page.pk, revision.pk, release=2)):
        same = client.get(url("way", formula.enrolment_id)).text
    with modules_offered(AModule(page.pk, revision.pk, release=3)):
        newer = client.get(url("way", formula.enrolment_id)).text

    assert ("versi 3 sudah terbit" in same, "versi 3 sudah terbit" in newer) == (
        False,
        True,
    )
