import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0002_life_of_certificates'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificatetype',
            name='otherwise',
            field=models.ForeignKey(blank=True, help_text='A statement of the same issuer, prepared together with this certificate.', limit_choices_to={'outcome': 'attended'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fallback_of', to='certificates.certificatetype', verbose_name='those who miss a rule get'),
        ),
        migrations.AddField(
            model_name='certificatetype',
            name='outcome',
            field=models.CharField(choices=[('passed', 'certificate: passed'), ('attended', 'statement: took part')], default='passed', max_length=10, verbose_name='outcome'),
        ),
        migrations.AddField(
            model_name='certificatetype',
            name='sign_mode',
            field=models.CharField(choices=[('wet', 'by hand on paper'), ('own_key', "with the issuer's own key"), ('external', 'by a signing service outside')], default='wet', max_length=10, verbose_name='signed'),
        ),
        migrations.AddField(
            model_name='certificatetype',
            name='validity_months',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Empty: for good, as is usual for trainings.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='months it is valid'),
        ),
    ]
