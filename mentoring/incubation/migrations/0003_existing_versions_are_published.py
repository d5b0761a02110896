from django.db import migrations
from django.utils import timezone


def publish(apps, schema_editor):
    """Every version there was could be asked; drafts come only after this."""
    versions = apps.get_model("mentoring_incubation", "InstrumentVersion")
    versions.objects.filter(published_at=None).update(published_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("mentoring_incubation", "0002_person_rounds_and_item_kinds")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
