"""Two drawings over places that lie in one another, at the same time."""

import threading

import pytest
from django.db import connections

from mentoring.errors import MentoringError
from mentoring.sessions.models import BackCheck
from mentoring.sessions.services.back_checks import draw_back_checks
from tests.factories.accounts import UserFactory
from tests.factories.registry import CrafterGroupFactory, place
from tests.factories.sessions import NOON, VisitFactory


@pytest.mark.at_once
@pytest.mark.django_db(transaction=True)
def test_a_district_and_its_village_drawn_at_once_draw_each_visit_once():
    dewi, group = UserFactory(), CrafterGroupFactory()
    visits = [VisitFactory(group=group, recorded_by=UserFactory()) for _number in range(30)]
    begin, said = threading.Barrier(2), []

    def run(where):
        begin.wait()
        try:
            draw_back_checks(place=where, month=NOON.date(), drawn_by=dewi, now=NOON)
            said.append("drawn")
        except MentoringError as refusal:
            said.append(refusal.code)
        finally:
            connections.close_all()

    places = [place("35.09"), group.sentra.place]
    threads = [threading.Thread(target=run, args=(where,)) for where in places]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(said) == ["drawn", "nothing_to_draw"]
    assert BackCheck.objects.count() == len(visits)
