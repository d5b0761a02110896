"""Practice and evaluation as rules of certificates, asked over the rooms that keep them."""

from datetime import date

import pytest

from certificates.evidence import occasion_by_key
from certificates.services import check_occasion
from curriculum.models import PracticalAssessment
from mentoring.incubation.models import GateCriterion
from mentoring.incubation.services import CriterionInput, decide_gate
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateTypeFactory, IssuerFactory, RuleSetFactory
from tests.factories.curriculum import CompetencyUnitFactory
from tests.factories.incubation import CycleEnrolmentFactory, manager, submitted_round
from tests.factories.registry import CrafterGroupFactory, PersonFactory
from tests.factories.sessions import RunParticipantFactory, TrainingRunFactory

pytestmark = pytest.mark.django_db
UNITS = [
    {"code": "U1", "title_id": "Membubut", "title_en": "Turning", "jp": 8},
    {"code": "U2", "title_id": "Meronce", "title_en": "Stringing", "jp": 8},
]


@pytest.fixture
def run():
    """A run of an issuer with two units."""
    issuer = IssuerFactory()
    programme = {"code": "P", "title_id": "Manik", "units": UNITS, "modules": []}
    return TrainingRunFactory(
        issuer_code=issuer.code, programme=programme, ends_on=date(2026, 8, 13)
    )


def rule_results(run, kind, params=None):
    """Name -> (state, value, needed, sentence) of everybody in `run`, by the real check."""
    issuer = IssuerFactory._meta.model.objects.get(code=run.issuer_code)
    rules = RuleSetFactory(issuer=issuer, code="uji", rules=[(kind, params or {})])
    kind = CertificateTypeFactory(issuer=issuer, rule_set=rules)
    check = check_occasion(occasion=occasion_by_key(f"run:{run.pk}"), certificate_type=kind)
    found = {row.participant.user_id: row.results[0] for row in check.rows}
    return {
        user_id: (str(one.state), one.value, one.needed, one.sentence)
        for user_id, one in found.items()
    }


def seat(run, **details):
    details.setdefault("person", PersonFactory(user=UserFactory()))
    return RunParticipantFactory(run=run, **details).person.user


def passes(user, code, run, result="lulus"):
    unit = CompetencyUnitFactory._meta.model.objects.filter(code=code).first()
    PracticalAssessment.objects.create(
        user=user,
        unit=unit or CompetencyUnitFactory(code=code),
        occasion_key=f"run:{run.pk}",
        result=result,
        assessor=UserFactory(),
        assessed_on="2026-08-10",
    )


def test_results_of_practice_answer_the_rule(run):
    both, one, none = (seat(run) for _number in range(3))
    passes(both, "U1", run)
    passes(both, "U2", run)
    passes(one, "U1", run)
    passes(none, "U1", run, "belum_lulus")

    assert rule_results(run, "practice_passed") == {
        both.pk: ("met", 2, 2, "Lulus praktik 2 dari 2 unit, perlu 2."),
        one.pk: ("missing", 1, 2, "Lulus praktik 1 dari 2 unit, perlu 2. Belum: U2."),
        none.pk: ("missing", 0, 2, "Lulus praktik 0 dari 2 unit, perlu 2. Belum: U1, U2."),
    }


def test_what_hands_showed_under_an_older_account_counts(run):
    person = PersonFactory(user=UserFactory())
    older = PersonFactory(user=UserFactory(), merged_into=person)
    user = seat(run, person=person)
    passes(user, "U1", run)
    passes(older.user, "U2", run)

    assert rule_results(run, "practice_passed")[user.pk][:3] == ("met", 2, 2)


def at_review(group):
    """A group at the year-one review, whose criteria the decider answers."""
    enrolment = CycleEnrolmentFactory(group=group, state="midline", starts_on=date(2025, 1, 6))
    submitted_round(enrolment)
    submitted_round(enrolment, "midline", happened_on=date(2026, 2, 2))
    GateCriterion.objects.filter(cycle=enrolment.cycle, gate="G2").update(measure="")
    return enrolment


def decide(enrolment, **more):
    codes = GateCriterion.objects.filter(cycle=enrolment.cycle, gate="G2")
    answers = {row.code: CriterionInput(is_met=True) for row in codes}
    return decide_gate(
        enrolment=enrolment,
        memo="Dinilai bersama.",
        decider=manager(),
        decided_on=date(2026, 6, 1),
        answers=answers,
        **more,
    )


def test_the_gate_of_her_group_answers_the_rule(run):
    passed, extended, waiting = (at_review(CrafterGroupFactory()) for _number in range(3))
    users = {one: seat(run, group=one.group) for one in (passed, extended, waiting)}
    nobodys = seat(run, group=CrafterGroupFactory())
    facilitator = seat(run, group=None)
    decide(passed, outcome="pass")
    decide(extended, outcome="extend")

    found = rule_results(run, "evaluation_passed")

    assert found[users[passed].pk][:3] == ("met", 1, 1)
    assert f"{passed.group.name}: “G2" in found[users[passed].pk][3]
    assert "1 Juni 2026, Lanjut." in found[users[passed].pk][3]
    assert found[users[extended].pk][0] == "missing"
    assert found[users[waiting].pk][0] == "missing"
    assert "belum ada keputusan" in found[users[waiting].pk][3]
    assert {found[user.pk][0] for user in (nobodys, facilitator)} == {"unknown"}


def test_a_check_costs_the_same_for_one_and_thirty(run, django_assert_num_queries):
    group = CrafterGroupFactory()
    at_review(group)
    for count in (1, 29):
        for _number in range(count):
            seat(run, group=group)
        occasion = occasion_by_key(f"run:{run.pk}")
        issuer = IssuerFactory._meta.model.objects.get(code=run.issuer_code)
        rules = RuleSetFactory(
            issuer=issuer,
            code=f"r{count}",
            rules=[("practice_passed", {}), ("evaluation_passed", {})],
        )
        kind = CertificateTypeFactory(
            issuer=issuer, rule_set=rules, number_pattern=f"{count}-{{seq}}-{{year}}"
        )
        with django_assert_num_queries(17):
            check_occasion(occasion=occasion, certificate_type=kind)
