from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring_field", "0002_files_given_to_records")]

    operations = [
        migrations.AddField(
            model_name="envelope",
            name="recorded_at_as_told",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="recorded at, by the phone's clock"
            ),
        ),
    ]
