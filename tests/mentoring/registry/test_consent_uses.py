"""Every sentence of `consent_uses` against the use it speaks of."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from mentoring.registry.consent_uses import consent_uses
from mentoring.registry.errors import AssessmentDeclined, ConsentNeeded
from mentoring.registry.holders import HolderSource
from mentoring.registry.models import ConsentPurpose
from mentoring.registry.services import (
    assess_person,
    give_consent,
    load_default_vulnerability_version,
    note_specific_data,
    set_portrait,
    withdraw_consent,
)
from mentoring.registry.views.profiles import may_see_portrait
from tests.factories.accounts import UserFactory
from tests.factories.pictures import photograph
from tests.factories.registry import PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)


def asks_what_is_hard(person, by):
    try:
        note_specific_data(
            person=person, disability="none", helped_by_minors="no", noted_by=by, now=NOW
        )
    except ConsentNeeded:
        return False
    return True


def assesses(person, by):
    try:
        assess_person(
            person=person, answers={}, assessed_on=date(2026, 3, 2), assessed_by=by, now=NOW
        )
    except AssessmentDeclined:
        return False
    return True


def prints(person, by):
    return HolderSource().holders_for([person.user_id])[person.user_id].may_print


def shows_portrait(person, by):
    assert may_see_portrait(person.user, person)
    return may_see_portrait(by, person)


# One use for every sentence, in the order of the sentences.
USES = {
    ConsentPurpose.MENTORING: [asks_what_is_hard, assesses],
    ConsentPurpose.CERTIFICATE: [prints],
    ConsentPurpose.PHOTO: [shows_portrait],
    ConsentPurpose.RESEARCH: [],
    ConsentPurpose.SHARING: [],
}


@pytest.fixture
def ruminah():
    load_default_vulnerability_version()
    person = PersonFactory(user=UserFactory())
    set_portrait(person=person, file=BytesIO(photograph()), set_by=None)
    return person


def withdraw(person, purpose):
    withdraw_consent(person=person, purpose=purpose, withdrawn_by=person.user, now=NOW)


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_what_the_page_says_stops_goes_on_until_a_withdrawal_and_stops_then(ruminah, dewi, purpose):
    assert len(USES[purpose]) == len(consent_uses(purpose))
    give_consent(person=ruminah, purpose=purpose, mode="tap", recorded_by=ruminah.user, now=NOW)
    assert all(use(ruminah, dewi) for use in USES[purpose])

    withdraw(ruminah, purpose)

    assert not any(use(ruminah, dewi) for use in USES[purpose])


def test_who_was_never_asked_is_assessed_and_who_said_no_is_not(ruminah, dewi):
    assert assesses(ruminah, dewi)
    withdraw(ruminah, ConsentPurpose.MENTORING)
    assert not assesses(ruminah, dewi)


def test_who_was_never_asked_shows_her_portrait_to_nobody_else(ruminah, dewi):
    assert not shows_portrait(ruminah, dewi)
