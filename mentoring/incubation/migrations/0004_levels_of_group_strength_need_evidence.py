from django.db import migrations


def ask_for_evidence(apps, schema_editor):
    """The programme's rule is one piece of evidence for every indicator of group strength."""
    items = apps.get_model("mentoring_incubation", "Item").objects
    items.filter(dimension__version__instrument__code="group-strength").update(needs_evidence=True)


class Migration(migrations.Migration):
    dependencies = [("mentoring_incubation", "0003_existing_versions_are_published")]

    operations = [migrations.RunPython(ask_for_evidence, migrations.RunPython.noop)]
