from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring_field", "0004_next_secret_of_a_phone")]

    operations = [
        migrations.AddField(
            model_name="device",
            name="recovery_sealed",
            field=models.TextField(blank=True, default="", editable=False),
        ),
    ]
