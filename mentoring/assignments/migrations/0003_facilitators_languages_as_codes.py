from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring_assignments", "0002_questions")]

    operations = [
        migrations.RenameField("facilitator", "languages", "languages_in_words"),
        migrations.AddField(
            "facilitator",
            "languages",
            models.JSONField(blank=True, default=list, verbose_name="languages"),
        ),
    ]
