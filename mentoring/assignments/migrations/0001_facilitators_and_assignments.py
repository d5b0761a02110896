"""The tables of the room at once, for a new site; an older one goes step by step."""

import django.core.validators
import django.db.models.deletion
import mentoring.assignments.models.questions
import mentoring.private_files
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('mentoring_assignments', '0001_initial'), ('mentoring_assignments', '0002_questions'), ('mentoring_assignments', '0003_facilitators_languages_as_codes'), ('mentoring_assignments', '0004_read_languages_in_words'), ('mentoring_assignments', '0005_drop_languages_in_words'), ('mentoring_assignments', '0006_training_leave_and_handover')]

    initial = True

    dependencies = [
        ('mentoring_registry', '0013_what_a_phone_proposed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AttentionScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                ('groups', models.PositiveIntegerField(default=0, verbose_name='groups looked at')),
            ],
            options={
                'verbose_name': 'scan for attention',
                'verbose_name_plural': 'scans for attention',
                'ordering': ['-started_at'],
                'indexes': [models.Index(fields=['-finished_at'], name='attention_scan_newest')],
            },
        ),
        migrations.CreateModel(
            name='Facilitator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages')),
                ('load_cap', models.PositiveSmallIntegerField(default=8, help_text='In points: one a group, half a point more for a group left behind.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(40)], verbose_name='load cap')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude of the home village')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude of the home village')),
                ('home_place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='mentoring_registry.place', verbose_name='home village')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='facilitator', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'facilitator',
                'verbose_name_plural': 'facilitators',
                'ordering': ['pk'],
                'permissions': [('view_all_facilitator', 'Can see every facilitator'), ('accompany_group', 'Can be registered as a facilitator and accompany groups')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until, not included')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('lead', 'lead'), ('cover', 'cover'), ('trainee', 'trainee')], default='lead', max_length=8, verbose_name='kind')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('declined', 'declined'), ('withdrawn', 'withdrawn'), ('accepted', 'accepted'), ('active', 'active'), ('suspended', 'suspended'), ('handover', 'in handover'), ('ended', 'ended')], default='proposed', max_length=10, verbose_name='state')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('travel_minutes', models.PositiveSmallIntegerField(blank=True, help_text='Leave this empty if you do not know: it is then estimated from the distance.', null=True, verbose_name='minutes to travel, one way')),
                ('handover_since', models.DateField(blank=True, null=True, verbose_name='in handover since')),
                ('handover_note', models.TextField(blank=True, verbose_name='what the next one should know')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='mentoring_registry.craftergroup', verbose_name='group')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('facilitator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='mentoring_assignments.facilitator', verbose_name='facilitator')),
            ],
            options={
                'verbose_name': 'assignment',
                'verbose_name_plural': 'assignments',
                'ordering': ['-starts_on', 'pk'],
                'permissions': [('view_all_assignment', 'Can see every assignment')],
                'abstract': False,
                'indexes': [models.Index(fields=['group', 'starts_on'], name='assignment_group_start')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='mentoring_assignments_assignment_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True), ('kind', 'lead'), ('state__in', ['accepted', 'active', 'suspended'])), fields=('group',), name='one_open_lead_per_group'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['handover', 'ended']), _negated=True), ('ends_on__isnull', False), _connector='OR'), name='a_handover_and_an_end_have_a_last_day'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('facilitator', 'group', 'kind'), name='one_waiting_proposal_per_facilitator_group_and_kind')],
            },
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until, not included')),
                ('kind', models.CharField(choices=[('illness', 'ill'), ('family', 'family'), ('birth', 'birth of a child'), ('holiday', 'rest'), ('training', 'in training'), ('other', 'something else')], default='other', max_length=12, verbose_name='why')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('facilitator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leaves', to='mentoring_assignments.facilitator', verbose_name='facilitator')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'leave',
                'verbose_name_plural': 'leaves',
                'ordering': ['-starts_on', 'pk'],
                'permissions': [('view_all_leave', 'Can see every leave of a facilitator')],
                'abstract': False,
                'indexes': [models.Index(fields=['facilitator', 'starts_on'], name='leave_facilitator_start')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='mentoring_assignments_leave_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True, max_length=1000, verbose_name='in writing')),
                ('voice', models.FileField(blank=True, storage=mentoring.private_files.private_storage, upload_to=mentoring.assignments.models.questions.voice_path, verbose_name='voice')),
                ('voice_type', models.CharField(blank=True, editable=False, max_length=20)),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back at')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions_asked', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='mentoring_registry.craftergroup', verbose_name='group')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['-asked_at', 'pk'],
                'permissions': [('view_all_question', 'Can read every question')],
                'indexes': [models.Index(fields=['group', 'asked_at'], name='question_group_asked')],
                'constraints': [models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', False), models.Q(('text', ''), _negated=True), models.Q(('voice', ''), _negated=True), _connector='OR'), name='a_question_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True, max_length=1000, verbose_name='in writing')),
                ('voice', models.FileField(blank=True, storage=mentoring.private_files.private_storage, upload_to=mentoring.assignments.models.questions.voice_path, verbose_name='voice')),
                ('voice_type', models.CharField(blank=True, editable=False, max_length=20)),
                ('answered_at', models.DateTimeField(verbose_name='answered at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read at')),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('question', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='mentoring_assignments.question', verbose_name='question')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
                'ordering': ['-answered_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('voice', ''), _negated=True), _connector='OR'), name='an_answer_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until, not included')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suspensions', to='mentoring_assignments.assignment', verbose_name='assignment')),
                ('suspended_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='suspended by')),
            ],
            options={
                'verbose_name': 'suspension',
                'verbose_name_plural': 'suspensions',
                'ordering': ['-starts_on', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='mentoring_assignments_suspension_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('assignment',), name='one_open_suspension_per_assignment')],
            },
        ),
        migrations.CreateModel(
            name='TrainingFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('institution', models.CharField(blank=True, max_length=120, verbose_name='given by')),
                ('completed_on', models.DateField(verbose_name='finished on')),
                ('source', models.CharField(choices=[('record', 'written down by a coordinator'), ('certificate', 'a certificate issued here')], default='record', max_length=12, verbose_name='how we know')),
                ('reference', models.CharField(blank=True, max_length=80, verbose_name='certificate')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='taken back on')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('facilitator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trainings', to='mentoring_assignments.facilitator', verbose_name='facilitator')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'training',
                'verbose_name_plural': 'trainings',
                'ordering': ['-completed_on', 'pk'],
                'permissions': [('view_all_trainingfact', 'Can see every training of a facilitator')],
                'indexes': [models.Index(fields=['facilitator', 'completed_on'], name='training_facilitator_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('facilitator', 'reference'), name='one_training_per_facilitator_and_certificate')],
            },
        ),
        migrations.CreateModel(
            name='TrainingWaiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until, not included')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('granted_at', models.DateTimeField(verbose_name='granted at')),
                ('facilitator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waivers', to='mentoring_assignments.facilitator', verbose_name='facilitator')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by')),
            ],
            options={
                'verbose_name': 'training waiver',
                'verbose_name_plural': 'training waivers',
                'ordering': ['-starts_on', 'pk'],
                'permissions': [('view_all_trainingwaiver', 'Can see every training waiver')],
                'abstract': False,
                'indexes': [models.Index(fields=['ends_on'], name='waiver_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='mentoring_assignments_trainingwaiver_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', False)), name='a_training_waiver_has_an_end'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_training_waiver_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='AssignmentOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('concern', models.CharField(max_length=32, verbose_name='concern')),
                ('sentence', models.TextField(verbose_name='what stood against it')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('decided_at', models.DateTimeField(verbose_name='decided at')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to='mentoring_assignments.assignment', verbose_name='assignment')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
            ],
            options={
                'verbose_name': 'decision against a concern',
                'verbose_name_plural': 'decisions against concerns',
                'ordering': ['-decided_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('assignment', 'concern'), name='one_decision_per_assignment_and_concern'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_decision_against_a_concern_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='AttentionReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32, verbose_name='why')),
                ('weight', models.PositiveSmallIntegerField(verbose_name='weight')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('days', models.PositiveIntegerField(blank=True, null=True, verbose_name='days')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attention', to='mentoring_registry.craftergroup', verbose_name='group')),
            ],
            options={
                'verbose_name': 'reason for attention',
                'verbose_name_plural': 'reasons for attention',
                'ordering': ['-weight', 'code'],
                'indexes': [models.Index(fields=['code', 'since'], name='attention_code_since')],
                'constraints': [models.UniqueConstraint(fields=('group', 'code'), name='one_reason_of_a_code_per_group')],
            },
        ),
    ]
