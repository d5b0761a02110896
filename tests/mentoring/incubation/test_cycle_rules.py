"""Stages, intervals and criteria of a cycle in the admin: changed until a baseline is there."""

from decimal import Decimal

import pytest
from django.urls import reverse

from mentoring.incubation import two_years
from mentoring.incubation.errors.cycle_rules import StageOutOfOrder, ThresholdOutOfRange
from mentoring.incubation.services import change_criterion, change_stage
from tests.factories.accounts import UserFactory
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    CycleFactory,
    coordinator,
    evaluator,
    manager,
    submitted_round,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
STAGE = {"starts_month": "6", "weak_interval_days": "5", "interval_days": ""}
CRITERION = {
    "question_id": "80 dari 100 kegiatan berjalan.",
    "question_en": "80 in 100 activities were held.",
    "is_required": "on",
    "measure": "formula_dose",
    "threshold": "80",
    "taken_out_reason": "",
}


@pytest.fixture
def cycle():
    return CycleFactory(criteria=two_years.CRITERIA)


def stage_page(cycle, state="delivery"):
    stage = cycle.stages.get(state=state)
    return stage, reverse("mentoring_cycle:stage", args=[cycle.pk, stage.pk])


def criterion_page(cycle, code="dose"):
    criterion = cycle.criteria.get(code=code)
    return criterion, reverse("mentoring_cycle:criterion", args=[cycle.pk, criterion.pk])


def test_a_manager_changes_month_and_intervals_of_a_stage(client, cycle):
    stage, address = stage_page(cycle)
    client.force_login(manager())

    shown = client.get(address)
    client.post(address, STAGE)

    stage.refresh_from_db()
    assert markup_errors(shown.content.decode()) == []
    assert (stage.starts_month, stage.weak_interval_days, stage.interval_days) == (6, 5, None)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"starts_month": "2"}, "antara bulan 3 dan bulan 12"),
        ({"starts_month": "13"}, "antara bulan 3 dan bulan 12"),
        ({"starts_month": "enam"}, ""),
        ({"starts_month": "-1"}, ""),
        ({"weak_interval_days": "0"}, ""),
        ({"interval_days": "400"}, ""),
    ],
)
def test_a_wrong_stage_is_refused_beside_its_field_and_changes_nothing(client, cycle, wrong, told):
    stage, address = stage_page(cycle)
    client.force_login(manager())

    answer = client.post(address, {**STAGE, **wrong})

    (field,) = wrong
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert told in str(errors)
    stage.refresh_from_db()
    assert stage.weak_interval_days == 7


def test_a_manager_changes_a_criterion_or_takes_it_out_with_a_reason(client, cycle):
    dose, address = criterion_page(cycle)
    checks, other = criterion_page(cycle, "back-checks")
    client.force_login(manager())

    client.post(address, CRITERION)
    client.post(
        other,
        {
            "question_id": "Uji petik.",
            "measure": "back_checks",
            "taken_out_reason": "Belum ada uji petik.",
        },
    )
    shown = client.get(reverse("mentoring_cycle:inspect", args=[cycle.pk])).content.decode()

    dose.refresh_from_db()
    checks.refresh_from_db()
    assert (dose.threshold, dose.wording["id"]) == (Decimal(80), "80 dari 100 kegiatan berjalan.")
    assert (checks.is_taken_out, checks.is_required, checks.wording) == (
        True,
        False,
        {"id": "Uji petik."},
    )
    assert "Belum ada uji petik." in shown and address in shown


def test_a_criterion_may_be_answered_by_the_manager_instead(client, cycle):
    dose, address = criterion_page(cycle)
    client.force_login(manager())

    client.post(address, {**CRITERION, "measure": "", "threshold": ""})

    dose.refresh_from_db()
    assert (dose.measure, dose.threshold) == ("", None)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"threshold": "101"}, "0 sampai 100"),
        ({"threshold": "-1"}, "0 sampai 100"),
        ({"threshold": ""}, "0 sampai 100"),
        ({"threshold": "banyak"}, ""),
        ({"question_id": ""}, ""),
        ({"measure": "lowest_dimension"}, ""),
        ({"taken_out_reason": "x" * 201}, ""),
    ],
)
def test_a_wrong_criterion_is_refused_beside_its_field(client, cycle, wrong, told):
    dose, address = criterion_page(cycle)
    client.force_login(manager())

    answer = client.post(address, {**CRITERION, **wrong})

    (field,) = wrong
    errors = answer.context["form"].errors
    assert field in errors
    assert told in str(errors)
    dose.refresh_from_db()
    assert dose.threshold == 70


def test_the_services_refuse_the_same(cycle):
    by = manager()

    with pytest.raises(StageOutOfOrder):
        change_stage(
            stage=cycle.stages.get(state="delivery"), changes={"starts_month": 40}, changed_by=by
        )
    with pytest.raises(ThresholdOutOfRange):
        change_criterion(
            criterion=cycle.criteria.get(code="books-current"),
            changes={"threshold": Decimal(5)},
            changed_by=by,
        )


def test_once_a_baseline_is_there_nothing_changes_and_the_page_says_so(client, cycle):
    submitted_round(CycleEnrolmentFactory(cycle=cycle))
    stage, address = stage_page(cycle)
    client.force_login(manager())

    shown = client.get(reverse("mentoring_cycle:inspect", args=[cycle.pk])).content.decode()
    refused = client.post(address, STAGE).content.decode()

    stage.refresh_from_db()
    assert address not in shown
    assert "rencana dan syaratnya tidak berubah lagi" in shown
    assert 'role="alert"' in refused
    assert stage.weak_interval_days == 7


def test_only_who_opens_cycles_here_changes_their_rules(client, cycle):
    other = CycleFactory(criteria=two_years.CRITERIA)
    _stage, address = stage_page(cycle)
    criterion, _address = criterion_page(other)

    for who in (coordinator(), evaluator(), UserFactory(roles=["facilitator"])):
        client.force_login(who)
        assert client.post(address, STAGE).status_code in (302, 403, 404)
    client.force_login(manager())
    foreign = reverse("mentoring_cycle:criterion", args=[cycle.pk, criterion.pk])
    assert client.get(foreign).status_code == 404
    assert cycle.stages.get(state="delivery").weak_interval_days == 7
