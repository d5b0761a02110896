"""Runs that were opened before seats were counted have one for everybody in them."""

from django.db import migrations
from django.db.models import Count


def give_seats(apps, schema_editor):
    run = apps.get_model("mentoring_sessions", "TrainingRun")
    crowded = run.objects.annotate(people=Count("participants")).filter(people__gt=16)
    for key, people in crowded.values_list("pk", "people").iterator():
        run.objects.filter(pk=key).update(seats=people)


class Migration(migrations.Migration):
    dependencies = [("mentoring_sessions", "0010_seats_proposals_and_papers")]

    operations = [migrations.RunPython(give_seats, migrations.RunPython.noop, elidable=True)]
