from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("mentoring_assignments", "0004_read_languages_in_words")]

    operations = [migrations.RemoveField("facilitator", "languages_in_words")]
