"""Evenness month by month, and which craft centres stand out."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.registry.desk import desk_items
from mentoring.registry.evenness import Alarm, months_of, uneven_centres
from mentoring.registry.models import EquityMonth
from mentoring.registry.services import recount_reach
from tests.factories.registry import CensusEntryFactory, SentraFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 20, 3, tzinfo=UTC)
JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def month(sentra, first, index=None, elite=None):
    return EquityMonth.objects.create(
        sentra=sentra, month=first, n=12, index=index, elite_share=elite,
        counted_on=first, counted_at=NOW,
    )  # fmt: skip


def alarms(today=date(2026, 3, 20)):
    return [(one.sentra, one.alarm) for one in uneven_centres(EquityMonth.objects.all(), today)]


def test_the_last_count_of_each_month_stays(here):
    CensusEntryFactory(sentra=here.sentra, stratum="tertinggal")
    for day in (date(2026, 2, 3), date(2026, 2, 27), date(2026, 2, 27), date(2026, 3, 2)):
        recount_reach(sentra=here.sentra, on=day, now=NOW)
    recount_reach(sentra=here.sentra, on=date(2026, 2, 20), now=NOW)

    kept = months_of(here.sentra.equity_months.all())

    assert [(row.month, row.counted_on) for row in kept] == [
        (MAR, date(2026, 3, 2)),
        (FEB, date(2026, 2, 27)),
    ]
    assert (kept[0].index, kept[0].elite_share) == (None, None)


@pytest.mark.parametrize(
    ("months", "leans"),
    [
        ({FEB: 0.11, MAR: 0.12}, True),
        ({JAN: 0.11, FEB: 0.12}, True),
        ({FEB: 0.10, MAR: 0.12}, False),
        ({JAN: 0.20, MAR: 0.20}, False),
        ({FEB: None, MAR: 0.20}, False),
        ({JAN: 0.2, FEB: 0.2, MAR: 0.05}, False),
        ({date(2025, 12, 1): 0.2, JAN: 0.2}, False),
    ],
)
def test_two_months_running_above_a_tenth_lean_to_the_strong(months, leans, here):
    for first, index in months.items():
        month(here.sentra, first, index)

    assert alarms() == ([(here.sentra, Alarm.LEANS_TO_THE_STRONG)] if leans else [])


def test_a_share_of_the_strong_over_the_setting_stands_out(here, settings):
    month(here.sentra, MAR, elite=0.30)
    assert alarms() == []
    settings.MENTORING_ELITE_SHARE_ALARM = 29

    assert alarms() == [(here.sentra, Alarm.ELITE_SHARE)]


@pytest.mark.parametrize("centres", [1, 30])
def test_one_question_for_any_number_of_centres(centres, django_assert_num_queries):
    for _each in range(centres):
        sentra = SentraFactory()
        month(sentra, FEB, 0.2), month(sentra, MAR, 0.2, elite=0.9)

    with django_assert_num_queries(1):
        assert len(alarms()) == 2 * centres


def test_it_stands_on_the_desk_the_home_and_the_page_of_who_plans_there(
    client, here, dewi, wayan, eko, sri
):
    this = timezone.localdate().replace(day=1)
    month(here.sentra, this, elite=0.9)

    def desk(user):
        return [item.count for item in desk_items(user, this) if item.order == 22]

    def told(user, name):
        client.force_login(user)
        page = client.get(reverse(name))
        return page.status_code == 200 and here.sentra.name in page.text and "90" in page.text

    assert [desk(user) for user in (dewi, eko, wayan, sri.user)] == [[1], [1], [], []]
    assert [told(user, "mentoring_registry:reach") for user in (dewi, eko, wayan)] == [
        True,
        True,
        False,
    ]
    assert [told(user, "mentoring_assignments:area") for user in (dewi, wayan)] == [True, False]
    client.force_login(dewi)
    page = client.get(reverse("mentoring_registry:reach"), {"sentra": here.sentra.pk})
    assert markup_errors(page.text) == []


def test_the_page_of_a_centre_shows_its_months(client, here, dewi):
    CensusEntryFactory(sentra=here.sentra, stratum="tertinggal")
    recount_reach(sentra=here.sentra, on=date(2026, 3, 2), now=NOW)
    month(here.sentra, FEB, 0.25)
    client.force_login(dewi)

    page = client.get(reverse("mentoring_registry:reach"), {"sentra": here.sentra.pk})

    assert "Februari 2026" in page.text
    assert "0,25" in page.text
    assert markup_errors(page.text) == []
