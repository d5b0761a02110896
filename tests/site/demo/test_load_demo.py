from datetime import date

import pytest
from django.core.management import call_command
from django.test import override_settings

from balai.accounts.models import User
from balai.demo.errors import DemoNotWanted
from balai.demo.loading.everything import load_demo
from balai.demo.models import DemoRow
from balai.demo.removal import remove_demo
from certificates.models import Certificate, IssueBatch
from curriculum.models import ModuleRelease, PracticalAssessment
from mentoring.assignments.models import Answer, Question
from mentoring.incubation.models import CycleEnrolment, Round
from mentoring.registry.models import (
    BusinessCluster,
    CensusEntry,
    Complaint,
    CrafterGroup,
    MembershipProposal,
    Person,
    Sentra,
)
from mentoring.sessions.models import MentoringSession
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
        ModuleRelease,
        IssueBatch,
        Certificate,
        PracticalAssessment,
        CensusEntry,
        Complaint,
        BusinessCluster,
        MembershipProposal,
        Question,
        Answer,
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
        "Person": 95,
        "MentoringSession": 495,
        "CycleEnrolment": 8,
        "Round": 16,
        "ModuleRelease": 13,
        "IssueBatch": 1,
        "Certificate": 13,
        "PracticalAssessment": 113,
        "CensusEntry": 58,
        "Complaint": 2,
        "BusinessCluster": 1,
        "MembershipProposal": 1,
        "Question": 4,
        "Answer": 2,
    }
    assert_everybody_is_plainly_invented()
    assert_manik_maduran_is_the_worked_example()
    assert set(Certificate.objects.values_list("status", flat=True)) == {"valid"}
    assert not User.objects.filter(is_demo=False).exclude(registry_person__isnull=False).exists()

    assert load_demo(today=DAY) is False
    assert counts() == loaded

    remove_demo()

    assert counts() == before
    assert not DemoRow.objects.exists()
    assert Person.objects.get() == real


def assert_everybody_is_plainly_invented():
    names = Person.objects.exclude(full_name="Orang Sungguhan").values_list("full_name", flat=True)
    assert [name for name in names if not name.endswith(("Contoh", "Rekaan"))] == []


def assert_manik_maduran_is_the_worked_example():
    rounds = Round.objects.filter(enrolment__group__name="Manik Maduran").order_by("happened_on")
    shown = [(f"{one.score.total:.2f}", one.score.group_class) for one in rounds]
    assert shown == [("23.23", "pemula"), ("56.25", "madya")]


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
