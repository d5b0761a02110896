from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.test import override_settings

from balai.accounts.models import User
from balai.demo.errors import DemoNotWanted
from balai.demo.loading.everything import load_demo
from balai.demo.models import DemoRow
from balai.demo.removal import remove_demo
from certificates.models import (
    Certificate,
    CertificateEvent,
    Correction,
    IssueBatch,
    LegacyImport,
    NumberVoid,
    StatusList,
)
from certificates.services import verify
from curriculum.models import ModuleChangeRequest, ModuleRelease, PracticalAssessment
from mentoring.assignments.models import (
    Answer,
    Assignment,
    Facilitator,
    Question,
    Suspension,
    TrainingWaiver,
    groups_without_lead,
)
from mentoring.incubation.models import (
    AfterCheck,
    CreditLimit,
    CycleEnrolment,
    Formula,
    GateCriterion,
    GateDecision,
    GateStanding,
    IncubatorPlace,
    LessonFinding,
    Round,
    Tenancy,
    VisitTaper,
)
from mentoring.registry.models import (
    BusinessCluster,
    CensusEntry,
    Complaint,
    CrafterGroup,
    DuplicateCase,
    ImportBatch,
    MembershipProposal,
    Person,
    Sentra,
)
from mentoring.sessions.models import MentoringSession, VisitPlan
from tests.factories.registry import PersonFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def counts() -> dict[str, int]:
    kinds = (
        Sentra,
        CrafterGroup,
        Person,
        MentoringSession,
        CycleEnrolment,
        Round,
        Formula,
        AfterCheck,
        GateStanding,
        ModuleRelease,
        ModuleChangeRequest,
        LessonFinding,
        IncubatorPlace,
        Tenancy,
        VisitTaper,
        VisitPlan,
        CreditLimit,
        IssueBatch,
        Certificate,
        LegacyImport,
        PracticalAssessment,
        CensusEntry,
        Complaint,
        BusinessCluster,
        MembershipProposal,
        Question,
        Answer,
        Facilitator,
        TrainingWaiver,
        Suspension,
        DuplicateCase,
        ImportBatch,
    )
    return {kind.__name__: kind.objects.count() for kind in kinds}


def test_the_demo_loads_once_tells_its_stories_and_goes_without_a_trace():
    real = PersonFactory(full_name="Orang Sungguhan")
    before = counts()

    assert load_demo(today=DAY) is True

    loaded = counts()
    assert {name: loaded[name] - before[name] for name in loaded} == {
        "Sentra": 2,
        "CrafterGroup": 8,
        "Person": 97,
        "MentoringSession": 499,
        "CycleEnrolment": 8,
        "Round": 17,
        "Formula": 8,
        "AfterCheck": 2,
        "GateStanding": 7,
        "ModuleRelease": 14,
        "ModuleChangeRequest": 1,
        "LessonFinding": 2,
        "IncubatorPlace": 4,
        "Tenancy": 8,
        "VisitTaper": 2,
        "VisitPlan": 2,
        "CreditLimit": 1,
        "IssueBatch": 3,
        "Certificate": 21,
        "LegacyImport": 1,
        "PracticalAssessment": 113,
        "CensusEntry": 61,
        "Complaint": 2,
        "BusinessCluster": 1,
        "MembershipProposal": 1,
        "Question": 4,
        "Answer": 2,
        "Facilitator": 3,
        "TrainingWaiver": 1,
        "Suspension": 1,
        "DuplicateCase": 2,
        "ImportBatch": 3,
    }
    assert_everybody_is_plainly_invented()
    assert_what_changes_is_shown()
    assert_manik_maduran_is_the_worked_example()
    assert_every_way_out_of_a_cycle_is_shown()
    assert_the_incubator_is_lived_in()
    assert_a_finding_became_a_release()
    assert_certificates_have_lives()
    assert StatusList.objects.count() == 2
    assert not User.objects.filter(is_demo=False).exclude(registry_person__isnull=False).exists()

    assert load_demo(today=DAY) is False
    assert counts() == loaded

    remove_demo()

    assert counts() == before
    assert not DemoRow.objects.exists()
    assert not StatusList.objects.exists()
    assert Person.objects.get() == real


def assert_everybody_is_plainly_invented():
    names = Person.objects.exclude(full_name="Orang Sungguhan").values_list("full_name", flat=True)
    assert [name for name in names if not name.endswith(("Contoh", "Rekaan"))] == []


def assert_what_changes_is_shown():
    """Something rests, something is handed over, lists are in every state, no group is alone."""
    assert sorted(Assignment.objects.exclude(state="active").values_list("state", flat=True)) == [
        "handover",
        "suspended",
    ]
    assert sorted(ImportBatch.objects.values_list("state", "rows_wrong", "error_code")) == [
        ("checked", 3, ""),
        ("failed", 0, "import_file_unreadable"),
        ("written", 0, ""),
    ]
    assert not groups_without_lead(CrafterGroup.objects.all(), DAY).exists()


def assert_the_incubator_is_lived_in():
    """Every kind of place; two groups work in one, the others at home; visits follow the stages,
    and the shipped limits of credit hold as before."""
    kinds = IncubatorPlace.objects.values_list("kind", flat=True)
    assert set(kinds) == {"workshop", "lathe_house", "finishing_shed"}
    assert Counter(Tenancy.objects.values_list("kind", flat=True)) == {"inwall": 2, "outwall": 6}
    assert not IncubatorPlace.objects.exclude(name__endswith="Contoh").exists()
    fictional = CreditLimit.objects.filter(source__contains="rekaan")
    assert [one.code for one in fictional] == ["PLAFON_REKAAN"]


def assert_a_finding_became_a_release():
    """Asked, accepted and done in the lesson's second release; another finding waits."""
    request = ModuleChangeRequest.objects.get()
    closed = LessonFinding.objects.get(answer="done")
    assert (request.state, request.answered_by.number) == ("done", 2)
    assert (closed.request_key, closed.answered_release) == (request.pk, 2)
    assert LessonFinding.objects.filter(closed_on=None).count() == 1


def assert_certificates_have_lives():
    """Every state a verifier may meet, the statements beside, a void number and a duplicate; each
    says CONTOH, and each of the training has its badge."""
    found = Certificate.objects.exclude(status="voided")
    verdicts = Counter(
        (one.type.code, str(verify(typed=one.public_code, address="192.0.2.1").state))
        for one in found.select_related("type")
    )
    assert verdicts == {
        ("pelatihan", "valid"): 11,
        ("pelatihan", "held"): 1,
        ("pelatihan", "revoked"): 1,
        ("pelatihan", "replaced"): 1,
        ("keterangan", "valid"): 4,
        ("bubut", "expired"): 2,
    }
    assert NumberVoid.objects.count() == Certificate.objects.filter(status="voided").count() == 1
    assert sorted(Correction.objects.values_list("state", flat=True)) == ["approved", "asked"]
    assert CertificateEvent.objects.filter(kind="duplicate_printed").count() == 1
    assert not Certificate.objects.filter(type__code="pelatihan", credential="").exists()
    assert all(one.snapshot["printed"]["watermark"] for one in found)
    past = found.get(origin="legacy")
    assert (past.issued_on.year, past.scan.media_type) == (2014, "image/jpeg")
    assert past.events.get().kind == "recorded"
    assert all(one.printed_name.endswith(("Contoh", "Rekaan")) for one in found)


def assert_manik_maduran_is_the_worked_example():
    rounds = Round.objects.filter(enrolment__group__name="Manik Maduran").order_by("happened_on")
    shown = [(f"{one.score.total:.2f}", one.score.group_class) for one in rounds]
    assert shown == [("23.23", "pemula"), ("56.25", "madya")]


def assert_every_way_out_of_a_cycle_is_shown():
    """One graduated and waits for its checks, one extended, one left as strong, one sent back;
    what can be measured was measured, and the formula of each was agreed and held."""
    decided = GateDecision.objects.filter(gate="G3").order_by("enrolment__group__name")
    assert list(decided.values_list("enrolment__group__name", "outcome", "exit_reason")) == [
        ("Bubut Mandiri", "exit", "strong"),
        ("Gaharu Lestari", "pass", ""),
        ("Gentong Jaya", "return", ""),
        ("Manik Maduran", "extend", ""),
    ]
    assert list(AfterCheck.objects.values_list("due_on", flat=True)) == [
        date(2027, 5, 20),
        date(2027, 11, 20),
    ]
    assert not GateCriterion.objects.filter(measure="").exists()
    assert Formula.objects.filter(state="agreed", approved_at__isnull=False).count() == 8
    assert GateStanding.objects.count() == 7


@override_settings(DEMO=False)
def test_a_site_for_real_records_refuses_the_demo():
    with pytest.raises(DemoNotWanted):
        load_demo(today=DAY)


def test_the_smallest_tier_has_the_rows_of_a_district():
    call_command("load_scale", tier="S", seed=1, verbosity=0)

    assert counts()["CrafterGroup"] == 40
    assert counts()["Person"] == 2400
    assert counts()["MentoringSession"] == 2880
    assert counts()["Round"] == 120
