import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0003_outcomes_of_a_training'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='issuebatch',
            name='one_open_batch_per_type_and_occasion',
        ),
        migrations.AddField(
            model_name='issuebatch',
            name='alongside',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statement_batch', to='certificates.issuebatch', verbose_name='prepared with'),
        ),
        migrations.AddField(
            model_name='issuebatch',
            name='idempotency_key',
            field=models.CharField(blank=True, max_length=80, null=True, unique=True, verbose_name='key of the request'),
        ),
        migrations.AddField(
            model_name='issuebatch',
            name='inputs_hash',
            field=models.CharField(blank=True, max_length=64, verbose_name='hash of what was checked'),
        ),
        migrations.AlterField(
            model_name='issuebatch',
            name='state',
            field=models.CharField(choices=[('prepared', 'waits for approval'), ('issuing', 'being printed'), ('stopped', 'stopped'), ('done', 'finished'), ('partial', 'some failed'), ('cancelled', 'cancelled')], default='prepared', max_length=12, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='issuebatch',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('prepared', 'issuing', 'stopped'))), fields=('type', 'occasion_key'), name='one_open_batch_per_type_and_occasion'),
        ),
    ]
