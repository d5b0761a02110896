from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring_field", "0005_recovery_of_a_phone")]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="attempt_hash",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
    ]
