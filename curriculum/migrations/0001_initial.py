import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import swapper
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from curriculum.models.pages import PAGE_MODEL


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        swapper.dependency('wagtailcore', 'Page'),
    ]

    operations = [
        migrations.CreateModel(
            name='CompetencyUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_id', models.CharField(max_length=160, verbose_name='title in Indonesian')),
                ('title_en', models.CharField(max_length=160, verbose_name='title in English')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
            ],
            options={
                'verbose_name': 'competency unit',
                'verbose_name_plural': 'competency units',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='ModuleRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('change_kind', models.CharField(choices=[('typo', 'correction: the meaning is the same'), ('minor', 'small change'), ('major', 'big change: read it again')], max_length=8, verbose_name='kind of change')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what changed')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='published at')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='module_releases', to=PAGE_MODEL, verbose_name='module')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.revision', verbose_name='revision')),
            ],
            options={
                'verbose_name': 'release of a module',
                'verbose_name_plural': 'releases of modules',
                'ordering': ['page', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_id', models.CharField(max_length=160, verbose_name='title in Indonesian')),
                ('title_en', models.CharField(max_length=160, verbose_name='title in English')),
                ('code', models.CharField(max_length=20, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z0-9-]{3,20}$', 'Use 3 to 20 capital letters, digits or hyphens, for example M01.')], verbose_name='code')),
                ('minutes_per_jp', models.PositiveSmallIntegerField(default=45, validators=[django.core.validators.MinValueValidator(1)], verbose_name='minutes per lesson hour (JP)')),
                ('jp', models.DecimalField(decimal_places=1, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0.5'))], verbose_name='lesson hours (JP)')),
            ],
            options={
                'verbose_name': 'programme',
                'verbose_name_plural': 'programmes',
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes_per_jp__gt', 0)), name='a_lesson_hour_has_minutes')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeModule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('is_required', models.BooleanField(default=True, verbose_name='required')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=PAGE_MODEL, verbose_name='module')),
                ('programme', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='programme_modules', to='curriculum.programme')),
            ],
            options={
                'verbose_name': 'module of the programme',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProgrammeUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('jp', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='lesson hours (JP)')),
                ('programme', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='programme_units', to='curriculum.programme')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='curriculum.competencyunit', verbose_name='competency unit')),
            ],
            options={
                'verbose_name': 'unit of the programme',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProgressEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('lesson_opened', 'lesson opened'), ('lesson_done', 'lesson done'), ('check_answered', 'check answered')], max_length=16, verbose_name='kind')),
                ('block_id', models.UUIDField(blank=True, null=True, verbose_name='card')),
                ('option_id', models.UUIDField(blank=True, null=True, verbose_name='answer')),
                ('is_correct', models.BooleanField(blank=True, null=True, verbose_name='correct')),
                ('payload', models.JSONField(blank=True, default=dict, verbose_name='more')),
                ('recorded_at', models.DateTimeField(blank=True, null=True, verbose_name='recorded at')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received at')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=PAGE_MODEL, verbose_name='lesson')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.modulerelease', verbose_name='release')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress_events', to=settings.AUTH_USER_MODEL, verbose_name='reader')),
            ],
            options={
                'verbose_name': 'progress event',
                'verbose_name_plural': 'progress events',
                'ordering': ['received_at', 'pk'],
                'permissions': [('view_all_progressevent', "Can see every reader's progress events")],
            },
        ),
        migrations.CreateModel(
            name='ProgressSummary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lessons_done', models.PositiveSmallIntegerField(default=0, verbose_name='lessons done')),
                ('checks_passed', models.PositiveSmallIntegerField(default=0, verbose_name='checks passed')),
                ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='completed at')),
                ('last_event_at', models.DateTimeField(verbose_name='last read at')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=PAGE_MODEL, verbose_name='module')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.modulerelease', verbose_name='release')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress_summaries', to=settings.AUTH_USER_MODEL, verbose_name='reader')),
            ],
            options={
                'verbose_name': 'progress',
                'verbose_name_plural': 'progress',
                'ordering': ['-last_event_at', 'pk'],
                'permissions': [('view_all_progresssummary', "Can see every reader's progress")],
            },
        ),
        migrations.CreateModel(
            name='ReleasedLesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('check_ids', models.JSONField(default=list, help_text="Block ids of the lesson's checks, in order.", verbose_name='checks')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=PAGE_MODEL, verbose_name='lesson')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='curriculum.modulerelease')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.revision')),
            ],
            options={
                'verbose_name': 'released lesson',
                'verbose_name_plural': 'released lessons',
                'ordering': ['release', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Sound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('file', models.FileField(help_text='Mono speech, about 16 kbit a second.', upload_to='sounds/', validators=[django.core.validators.FileExtensionValidator(['opus', 'ogg'])], verbose_name='Opus file')),
                ('fallback_file', models.FileField(blank=True, help_text='For phones that cannot play Opus.', upload_to='sounds/', validators=[django.core.validators.FileExtensionValidator(['mp3'])], verbose_name='MP3 file')),
                ('seconds', models.PositiveIntegerField(default=0, editable=False, verbose_name='length in seconds')),
                ('size', models.PositiveIntegerField(default=0, editable=False, verbose_name='weight in bytes')),
                ('is_machine_voice', models.BooleanField(default=False, help_text='Spoken by a computer; readers are told.', verbose_name='machine voice')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added at')),
            ],
            options={
                'verbose_name': 'sound',
                'verbose_name_plural': 'sounds',
                'ordering': ['title', 'pk'],
                'indexes': [models.Index(fields=['title'], name='sound_title')],
            },
        ),
        migrations.AddConstraint(
            model_name='modulerelease',
            constraint=models.UniqueConstraint(fields=('page', 'number'), name='one_release_of_a_number_per_module'),
        ),
        migrations.AddConstraint(
            model_name='programmemodule',
            constraint=models.UniqueConstraint(fields=('programme', 'module'), name='a_module_once_in_a_programme'),
        ),
        migrations.AddConstraint(
            model_name='programmeunit',
            constraint=models.UniqueConstraint(fields=('programme', 'unit'), name='a_unit_once_in_a_programme'),
        ),
        migrations.AddIndex(
            model_name='progressevent',
            index=models.Index(fields=['user', 'lesson'], name='progress_user_lesson'),
        ),
        migrations.AddConstraint(
            model_name='progressevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'check_answered'), _negated=True), models.Q(('block_id__isnull', False), ('is_correct__isnull', False), ('option_id__isnull', False)), _connector='OR'), name='an_answer_names_its_check_and_option'),
        ),
        migrations.AddConstraint(
            model_name='progresssummary',
            constraint=models.UniqueConstraint(fields=('user', 'module'), name='one_summary_per_reader_and_module'),
        ),
        migrations.AddConstraint(
            model_name='releasedlesson',
            constraint=models.UniqueConstraint(fields=('release', 'page'), name='a_lesson_once_in_a_release'),
        ),
    ]
