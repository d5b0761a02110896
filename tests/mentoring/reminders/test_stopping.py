"""The link with which messages are stopped."""

import pytest
from django.test import Client
from django.urls import reverse

from mentoring.reminders.models import ContactPreference
from mentoring.reminders.stopping import stop_token
from tests.factories.reminders import ReminderFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict():
    """As a mail programme comes: without a cookie or a token of a form."""
    return Client(enforce_csrf_checks=True)


def address(row):
    return reverse("mentoring_reminders:stop", args=[stop_token(row)])


def test_looking_at_the_link_changes_nothing(strict, ronce):
    row = ReminderFactory(user=ronce.user)

    for _look in range(2):
        page = strict.get(address(row))
        assert page.status_code == 200
        assert markup_errors(page.content.decode()) == []
        assert strict.head(address(row)).status_code == 200

    assert not ContactPreference.objects.exists()


def test_one_tap_of_a_mail_programme_stops_messages(strict, ronce):
    row = ReminderFactory(user=ronce.user)

    answer = strict.post(address(row), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert markup_errors(answer.content.decode()) == []
    assert ContactPreference.objects.get(user=ronce.user).stopped_at is not None


def test_messages_can_be_wanted_again(strict, ronce):
    row = ReminderFactory(user=None, person=ronce.chair)
    strict.post(address(row), {"pesan": "tidak"})
    assert ContactPreference.objects.get(person=ronce.chair).stopped_at is not None

    strict.post(address(row), {"pesan": "ya"})

    assert ContactPreference.objects.get(person=ronce.chair).stopped_at is None


def test_the_link_names_nobody(strict, ronce):
    row = ReminderFactory(user=None, person=ronce.chair)

    page = strict.get(address(row))

    assert "Ruminah" not in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1] + "?", lambda token: "u1", lambda _t: "%00"]
)
def test_a_link_that_we_did_not_sign_leads_nowhere(strict, ronce, change):
    token = change(stop_token(ReminderFactory(user=ronce.user)))

    assert strict.post(reverse("mentoring_reminders:stop", args=[token])).status_code == 404
    assert not ContactPreference.objects.exists()


def test_a_link_of_somebody_who_is_gone_leads_nowhere(strict, ronce):
    row = ReminderFactory(user=None, person=ronce.chair)
    link = address(row)
    ronce.chair.tombstoned_at = row.made_at
    ronce.chair.save()

    assert strict.post(link).status_code == 404
