"""Two managers who publish a next version at the same moment."""

import threading
from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from mentoring.errors import MentoringError
from mentoring.registry.models import ConsentPurpose, ConsentText, VulnerabilityVersion
from mentoring.registry.services import (
    add_vulnerability_version,
    load_consent_texts,
    load_default_vulnerability_version,
    write_consent_text,
)
from tests.factories.accounts import UserFactory


def at_once(*acts):
    """Run all of `acts` in threads that begin together; the names of what they raised."""
    begin = threading.Barrier(len(acts))
    raised = []

    def run(act):
        begin.wait()
        try:
            act()
        except Exception as refusal:  # whatever it is, the assertion names it
            raised.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return raised


@pytest.mark.at_once
@pytest.mark.django_db(transaction=True)
def test_words_of_two_managers_become_two_versions():
    load_consent_texts()
    manager = UserFactory()

    def write(words):
        return lambda: write_consent_text(
            purpose=ConsentPurpose.PHOTO, words={"id": words}, written_by=manager
        )

    raised = at_once(*[write(f"Boleh {number}?") for number in range(4)])

    assert raised == []
    versions = ConsentText.objects.filter(purpose="foto", language="id").order_by("version")
    assert list(versions.values_list("version", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.at_once
@pytest.mark.django_db(transaction=True)
def test_questions_of_two_managers_are_two_versions_or_a_sentence():
    load_default_vulnerability_version()
    manager, today = UserFactory(), timezone.localdate()

    def add(days):
        definition = deepcopy(VulnerabilityVersion.objects.get(number=1).definition)
        definition["questions"][0]["weight"] = 2 + days
        return lambda: add_vulnerability_version(
            definition=definition,
            starts_on=today + timedelta(days=days),
            added_by=manager,
            now=timezone.now(),
        )

    raised = at_once(*[add(days) for days in range(4)])

    assert [each for each in raised if not isinstance(each, MentoringError)] == []
    kept = VulnerabilityVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(kept) == list(range(1, 6 - len(raised)))
