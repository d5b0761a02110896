from django.db import migrations

from mentoring.registry.name_keys import name_key

BATCH = 2000
NAMES = (("Person", "full_name"), ("CrafterGroup", "name"), ("CensusEntry", "name"))


def write_keys(apps, schema_editor):
    """Give every name its key, a batch at a time."""
    for model_name, source in NAMES:
        model = apps.get_model("mentoring_registry", model_name)
        rows = model.objects.order_by("pk").only("pk", source, "name_key")
        batch = []
        for row in rows.iterator(chunk_size=BATCH):
            row.name_key = name_key(getattr(row, source))[:120]
            batch.append(row)
            if len(batch) == BATCH:
                model.objects.bulk_update(batch, ["name_key"])
                batch = []
        model.objects.bulk_update(batch, ["name_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring_registry', '0008_name_keys'),
    ]

    operations = [
        migrations.RunPython(write_keys, migrations.RunPython.noop, elidable=True),
    ]
