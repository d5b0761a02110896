from django.db import migrations

from mentoring.registry.sealing import seal


def _rewrite(connection, change):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, number, choice, text FROM mentoring_incubation_response")
        rows = [row for row in cursor.fetchall() if any(row[1:])]
        for key, *said in rows:
            changed = [change(str(one)) if one else one for one in said]
            cursor.execute(
                "UPDATE mentoring_incubation_response SET number = %s, choice = %s, text = %s"
                " WHERE id = %s",
                [*changed, key],
            )


def seal_answers(apps, schema_editor):
    _rewrite(schema_editor.connection, seal)


class Migration(migrations.Migration):
    dependencies = [("mentoring_incubation", "0007_answers_are_sealed")]

    operations = [migrations.RunPython(seal_answers, migrations.RunPython.noop)]
