import mentoring.registry.models.name_keys
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring_registry', '0007_groups_places_and_clusters'),
    ]

    operations = [
        migrations.AddField(
            model_name='censusentry',
            name='name_key',
            field=mentoring.registry.models.name_keys.NameKeyField(max_length=120, source='name', verbose_name='name as it sounds'),
        ),
        migrations.AddField(
            model_name='craftergroup',
            name='name_key',
            field=mentoring.registry.models.name_keys.NameKeyField(max_length=120, source='name', verbose_name='name as it sounds'),
        ),
        migrations.AddField(
            model_name='person',
            name='name_key',
            field=mentoring.registry.models.name_keys.NameKeyField(max_length=120, source='full_name', verbose_name='name as it sounds'),
        ),
    ]
