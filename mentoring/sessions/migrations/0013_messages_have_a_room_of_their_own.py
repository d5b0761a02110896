from django.db import migrations


class Migration(migrations.Migration):
    """Messages are kept by `mentoring.reminders`. No site ever wrote one of these rows."""

    dependencies = [
        ('mentoring_sessions', '0012_what_a_phone_planned'),
    ]

    operations = [
        migrations.DeleteModel(name='Digest'),
        migrations.DeleteModel(name='MessageText'),
        migrations.DeleteModel(name='ContactPreference'),
        migrations.DeleteModel(name='Reminder'),
    ]
