import uuid

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import IntegrityError, transaction

from curriculum.models import EventKind, ProgressEvent, ProgressSummary
from tests.curriculum.readers import does, reading_of
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module

pytestmark = pytest.mark.django_db


def test_readers_see_their_own_progress_and_auditors_everybodys(ruminah, sutini):
    does(ruminah, reading_of(module()))
    auditor = UserFactory(roles=["auditor"])
    seen = {
        name: [model.objects.visible_to(user).count() for model in (ProgressEvent, ProgressSummary)]
        for name, user in {
            "herself": ruminah,
            "another reader": sutini,
            "auditor": auditor,
            "guest": AnonymousUser(),
        }.items()
    }

    assert seen == {
        "herself": [1, 1],
        "another reader": [0, 0],
        "auditor": [1, 1],
        "guest": [0, 0],
    }


def test_a_deactivated_auditor_sees_nothing(ruminah):
    does(ruminah, reading_of(module()))
    auditor = UserFactory(roles=["auditor"], is_active=False)
    auditor.user_permissions.add(Permission.objects.get(codename="view_all_progressevent"))

    assert list(ProgressEvent.objects.visible_to(auditor)) == []


def test_an_answer_without_its_check_cannot_be_stored(ruminah):
    reading = reading_of(module())

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressEvent.objects.create(
            id=uuid.uuid4(),
            user=ruminah,
            release_id=reading.release_id,
            lesson_id=reading.page_id,
            kind=EventKind.CHECK_ANSWERED,
        )
