from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring_field", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="attached_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="given to its record at"),
        ),
    ]
