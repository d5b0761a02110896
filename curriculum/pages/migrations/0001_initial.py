import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('curriculum', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(get_image_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name='LessonPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('change_kind', models.CharField(choices=[('typo', 'correction: the meaning is the same'), ('minor', 'small change'), ('major', 'big change: read it again')], default='minor', max_length=8, verbose_name='kind of change')),
                ('change_note', models.CharField(blank=True, max_length=200, verbose_name='what changed')),
                ('body', wagtail.fields.StreamField([('step', 0), ('tools', 1), ('safety', 2), ('check', 3)], blank=True, block_lookup={0: ('curriculum.blocks.StepBlock', [], {}), 1: ('curriculum.blocks.ToolsBlock', [], {}), 2: ('curriculum.blocks.SafetyBlock', [], {}), 3: ('curriculum.blocks.CheckBlock', [], {})}, verbose_name='cards')),
            ],
            options={
                'verbose_name': 'lesson',
                'verbose_name_plural': 'lessons',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='ModuleIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('intro', models.CharField(blank=True, max_length=160, verbose_name='one sentence of welcome')),
            ],
            options={
                'verbose_name': 'lesson index',
                'verbose_name_plural': 'lesson indexes',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='ModulePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('change_kind', models.CharField(choices=[('typo', 'correction: the meaning is the same'), ('minor', 'small change'), ('major', 'big change: read it again')], default='minor', max_length=8, verbose_name='kind of change')),
                ('change_note', models.CharField(blank=True, max_length=200, verbose_name='what changed')),
                ('code', models.CharField(max_length=20, validators=[django.core.validators.RegexValidator('^[A-Z0-9-]{3,20}$', 'Use 3 to 20 capital letters, digits or hyphens, for example M01.')], verbose_name='code')),
                ('craft', models.CharField(help_text='Modules of one craft stand together.', max_length=40, verbose_name='craft')),
                ('level', models.CharField(choices=[('basic', 'basic'), ('intermediate', 'intermediate'), ('advanced', 'advanced')], default='basic', max_length=12, verbose_name='level')),
                ('summary', models.CharField(max_length=160, verbose_name='summary')),
                ('cover_alt', models.CharField(help_text='Read aloud to who cannot see it.', max_length=150, verbose_name='what the cover shows')),
                ('jp', models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name='lesson hours (JP)')),
                ('cover', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=get_image_model_string(), verbose_name='cover picture')),
                ('title_sound', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.sound', verbose_name='spoken title')),
                ('units', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='+', to='curriculum.competencyunit', verbose_name='competency units')),
            ],
            options={
                'verbose_name': 'module',
                'verbose_name_plural': 'modules',
            },
            bases=('wagtailcore.page', models.Model),
        ),
    ]
