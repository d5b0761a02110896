import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0001_initial'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='certificate',
            options={'ordering': ['-issued_on', 'serial'], 'permissions': [('view_all_certificate', 'Can see every certificate'), ('revoke_certificate', 'Can revoke certificates'), ('correct_certificate', 'Can hold, release and replace certificates'), ('handover_certificate', 'Can hand over certificates and their duplicates')], 'verbose_name': 'certificate', 'verbose_name_plural': 'certificates'},
        ),
        migrations.RemoveConstraint(
            model_name='certificate',
            name='no_certificate_leaves_pending_without_its_pdf_hash',
        ),
        migrations.AddField(
            model_name='certificate',
            name='credential',
            field=models.TextField(blank=True, verbose_name='Open Badges credential'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='origin',
            field=models.CharField(choices=[('issued', 'issued here'), ('legacy', 'from the time before')], default='issued', max_length=8, verbose_name='origin'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='qr_payload',
            field=models.TextField(blank=True, verbose_name='signed proof in the QR code'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='replaces',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='certificates.certificate', verbose_name='replaces'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='sequence',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='place in the series'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='signature_level',
            field=models.CharField(blank=True, choices=[('', 'signed by hand'), ('own_key', "signed with the issuer's own key"), ('external', 'signed with a certified electronic signature')], default='', max_length=10, verbose_name='signature'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='status_list_index',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='place in the status list'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='stock_number',
            field=models.CharField(blank=True, max_length=40, verbose_name='number of the printed sheet'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='valid_until',
            field=models.DateField(blank=True, null=True, verbose_name='valid until, included'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='status',
            field=models.CharField(choices=[('pending', 'being made'), ('valid', 'valid'), ('held', 'under review'), ('revoked', 'revoked'), ('replaced', 'replaced'), ('voided', 'number void')], default='pending', max_length=10, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='template_version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='certificates.templateversion', verbose_name='design version'),
        ),
        migrations.AlterField(
            model_name='certificateevent',
            name='kind',
            field=models.CharField(choices=[('issued', 'issued'), ('rendered', 'made as PDF'), ('signed', 'signed'), ('printed', 'printed'), ('handed_over', 'handed over'), ('downloaded', 'downloaded'), ('revoked', 'revoked'), ('held', 'put under review'), ('released', 'released from review'), ('replaced', 'replaced'), ('duplicate_printed', 'duplicate printed')], max_length=20, verbose_name='kind of event'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ('pending', 'voided')), ('origin', 'legacy'), models.Q(('pdf_sha256', ''), _negated=True), _connector='OR'), name='no_certificate_leaves_pending_without_its_pdf_hash'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('origin', 'legacy'), ('template_version__isnull', False), _connector='OR'), name='what_is_issued_here_has_a_design'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('status_list_index__isnull', False)), fields=('issuer', 'status_list_index'), name='one_place_in_the_status_list_per_issuer'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('replaces__isnull', False), models.Q(('status', 'voided'), _negated=True)), fields=('replaces',), name='one_successor_of_a_certificate'),
        ),
    ]
