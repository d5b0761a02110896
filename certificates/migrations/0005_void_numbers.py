import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('certificates', '0004_batches_stop_and_go_on'),
    ]

    operations = [
        migrations.CreateModel(
            name='NumberVoid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('number', models.PositiveIntegerField(verbose_name='place in the series')),
                ('serial', models.CharField(max_length=160, verbose_name='number')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('voided_at', models.DateTimeField(auto_now_add=True, verbose_name='voided at')),
            ],
            options={
                'verbose_name': 'void number',
                'verbose_name_plural': 'void numbers',
                'ordering': ['issuer', 'type', 'year', 'number'],
                'permissions': [('view_all_numbervoid', 'Can see every void number')],
            },
        ),
        migrations.AddField(
            model_name='numbervoid',
            name='issuer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='number_voids', to='certificates.issuer', verbose_name='issuer'),
        ),
        migrations.AddField(
            model_name='numbervoid',
            name='type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='number_voids', to='certificates.certificatetype', verbose_name='type'),
        ),
        migrations.AddField(
            model_name='numbervoid',
            name='voided_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='voided by'),
        ),
        migrations.AddConstraint(
            model_name='numbervoid',
            constraint=models.UniqueConstraint(fields=('issuer', 'type', 'year', 'number'), name='a_number_is_void_once'),
        ),
        migrations.AddConstraint(
            model_name='numbervoid',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_void_says_why'),
        ),
    ]
