from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring_field", "0003_times_as_told")]

    operations = [
        migrations.AddField(
            model_name="device",
            name="next_secret_sealed",
            field=models.TextField(blank=True, default="", editable=False),
        ),
    ]
