import pytest
from django.core.management import call_command

from curriculum.models import ProgressSummary
from tests.curriculum.readers import does, reading_of
from tests.factories.curriculum import module

pytestmark = pytest.mark.django_db


def test_rebuild_progress_says_how_many_it_derived(ruminah, sutini, capsys):
    reading = reading_of(module())
    does(ruminah, reading)
    does(sutini, reading)
    ProgressSummary.objects.all().delete()

    call_command("rebuild_progress", f"--user={ruminah.pk}")
    only_one = [each.user for each in ProgressSummary.objects.all()]
    call_command("rebuild_progress")

    assert only_one == [ruminah]
    assert capsys.readouterr().out == "1 summaries derived.\n2 summaries derived.\n"
