"""Sessions begun before sessions were listed are on no list: nobody could end them."""

from django.db import migrations


def end_all_sessions(apps, schema_editor):
    apps.get_model("sessions", "Session").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_sign_in_cards"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(end_all_sessions, migrations.RunPython.noop)]
