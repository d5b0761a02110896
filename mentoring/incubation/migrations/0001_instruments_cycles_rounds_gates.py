# Written for Django 5.2

import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('mentoring_registry', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name', models.JSONField(help_text='By language: {"id": "…", "en": "…"}.', verbose_name='name')),
            ],
            options={
                'verbose_name': 'instrument',
                'verbose_name_plural': 'instruments',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('months', models.PositiveSmallIntegerField(default=24, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='months')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('place', models.ForeignKey(help_text='Groups of this place and of every place inside it can take part.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentoring_registry.place', verbose_name='place')),
            ],
            options={
                'verbose_name': 'cycle',
                'verbose_name_plural': 'cycles',
                'ordering': ['-starts_on', 'name'],
                'permissions': [('view_all_cycle', 'Can see every cycle')],
            },
        ),
        migrations.CreateModel(
            name='CycleEnrolment',
            fields=[
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until, not included')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('candidate', 'candidate'), ('selected', 'selected'), ('diagnosis', 'diagnosis'), ('formula', 'agreeing the formula'), ('delivery', 'mentoring, year one'), ('midline', 'year-one review'), ('evaluation', 'evaluation'), ('revision', 'improving the lessons'), ('consolidation', 'consolidated training'), ('endline', 'final scoring'), ('monitoring', 'after incubation'), ('closed', 'closed'), ('exited', 'left the cycle')], default='candidate', max_length=16, verbose_name='stage')),
                ('reason', models.TextField(blank=True, verbose_name='why this group')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='mentoring_incubation.cycle', verbose_name='cycle')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='mentoring_registry.craftergroup', verbose_name='group')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'group in a cycle',
                'verbose_name_plural': 'groups in cycles',
                'ordering': ['-starts_on', 'pk'],
                'permissions': [('view_all_cycleenrolment', 'Can see every group in a cycle'), ('propose_cycleenrolment', 'Can propose groups for a cycle and move them on')],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CycleStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('candidate', 'candidate'), ('selected', 'selected'), ('diagnosis', 'diagnosis'), ('formula', 'agreeing the formula'), ('delivery', 'mentoring, year one'), ('midline', 'year-one review'), ('evaluation', 'evaluation'), ('revision', 'improving the lessons'), ('consolidation', 'consolidated training'), ('endline', 'final scoring'), ('monitoring', 'after incubation'), ('closed', 'closed'), ('exited', 'left the cycle')], max_length=16, verbose_name='stage')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('starts_month', models.PositiveSmallIntegerField(verbose_name='planned month')),
                ('gate', models.CharField(blank=True, choices=[('G0', 'G0 Starting point'), ('G1', 'G1 Formula'), ('G2', 'G2 Year-one review'), ('G3', 'G3 Graduation')], max_length=2, verbose_name='gate')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='mentoring_incubation.cycle', verbose_name='cycle')),
            ],
            options={
                'verbose_name': 'stage',
                'verbose_name_plural': 'stages',
                'ordering': ['cycle', 'order'],
            },
        ),
        migrations.CreateModel(
            name='GateCriterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gate', models.CharField(choices=[('G0', 'G0 Starting point'), ('G1', 'G1 Formula'), ('G2', 'G2 Year-one review'), ('G3', 'G3 Graduation')], max_length=2, verbose_name='gate')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('wording', models.JSONField(verbose_name='wording')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('is_required', models.BooleanField(default=True, verbose_name='required')),
                ('measure', models.CharField(blank=True, choices=[('round_submitted', 'a round is submitted'), ('lowest_dimension', 'lowest of the named dimensions'), ('significant_gain', 'significant gain since the baseline')], max_length=20, verbose_name='measured')),
                ('round_kind', models.CharField(blank=True, max_length=8, verbose_name='round')),
                ('dimensions', models.JSONField(blank=True, default=list, verbose_name='dimensions')),
                ('threshold', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='threshold')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='mentoring_incubation.cycle', verbose_name='cycle')),
            ],
            options={
                'verbose_name': 'gate criterion',
                'verbose_name_plural': 'gate criteria',
                'ordering': ['cycle', 'gate', 'order'],
            },
        ),
        migrations.CreateModel(
            name='GateDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('gate', models.CharField(choices=[('G0', 'G0 Starting point'), ('G1', 'G1 Formula'), ('G2', 'G2 Year-one review'), ('G3', 'G3 Graduation')], max_length=2, verbose_name='gate')),
                ('outcome', models.CharField(choices=[('pass', 'Pass'), ('extend', 'Extend'), ('return', 'Return'), ('defer', 'Defer'), ('exit', 'Exit')], max_length=8, verbose_name='decision')),
                ('from_state', models.CharField(choices=[('candidate', 'candidate'), ('selected', 'selected'), ('diagnosis', 'diagnosis'), ('formula', 'agreeing the formula'), ('delivery', 'mentoring, year one'), ('midline', 'year-one review'), ('evaluation', 'evaluation'), ('revision', 'improving the lessons'), ('consolidation', 'consolidated training'), ('endline', 'final scoring'), ('monitoring', 'after incubation'), ('closed', 'closed'), ('exited', 'left the cycle')], max_length=16, verbose_name='from stage')),
                ('to_state', models.CharField(choices=[('candidate', 'candidate'), ('selected', 'selected'), ('diagnosis', 'diagnosis'), ('formula', 'agreeing the formula'), ('delivery', 'mentoring, year one'), ('midline', 'year-one review'), ('evaluation', 'evaluation'), ('revision', 'improving the lessons'), ('consolidation', 'consolidated training'), ('endline', 'final scoring'), ('monitoring', 'after incubation'), ('closed', 'closed'), ('exited', 'left the cycle')], max_length=16, verbose_name='to stage')),
                ('memo', models.TextField(verbose_name='memo')),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='decided at')),
                ('decider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gate_decisions', to='mentoring_incubation.cycleenrolment', verbose_name='group in a cycle')),
            ],
            options={
                'verbose_name': 'gate decision',
                'verbose_name_plural': 'gate decisions',
                'ordering': ['decided_on', 'decided_at'],
                'permissions': [('view_all_gatedecision', 'Can see every gate decision'), ('decide_gate', 'Can decide gates')],
            },
        ),
        migrations.CreateModel(
            name='CriterionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_met', models.BooleanField(blank=True, null=True, verbose_name='met')),
                ('figure', models.DecimalField(blank=True, decimal_places=11, max_digits=14, null=True, verbose_name='figure')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentoring_incubation.gatecriterion', verbose_name='criterion')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='mentoring_incubation.gatedecision', verbose_name='decision')),
            ],
            options={
                'verbose_name': 'criterion answer',
                'verbose_name_plural': 'criterion answers',
                'ordering': ['decision', 'criterion__order'],
            },
        ),
        migrations.CreateModel(
            name='InstrumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('introduction', models.JSONField(default=dict, verbose_name='introduction')),
                ('answered_percent', models.PositiveSmallIntegerField(default=80, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='share of a dimension that must be answered (%)')),
                ('classes', models.JSONField(verbose_name='classes')),
                ('classes_above_lowest', models.PositiveSmallIntegerField(blank=True, default=1, null=True, verbose_name='classes above the lowest dimension')),
                ('gain', models.JSONField(blank=True, default=dict, verbose_name='significant gain')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='mentoring_incubation.instrument', verbose_name='instrument')),
            ],
            options={
                'verbose_name': 'instrument version',
                'verbose_name_plural': 'instrument versions',
                'ordering': ['instrument', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Dimension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8, verbose_name='code')),
                ('name', models.JSONField(verbose_name='name')),
                ('meaning', models.JSONField(default=dict, verbose_name='meaning')),
                ('weight', models.PositiveSmallIntegerField(verbose_name='weight')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dimensions', to='mentoring_incubation.instrumentversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'dimension',
                'verbose_name_plural': 'dimensions',
                'ordering': ['version', 'order'],
            },
        ),
        migrations.AddField(
            model_name='cycle',
            name='instrument_version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cycles', to='mentoring_incubation.instrumentversion', verbose_name='instrument'),
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8, verbose_name='code')),
                ('wording', models.JSONField(verbose_name='wording')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('dimension', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='mentoring_incubation.dimension', verbose_name='dimension')),
            ],
            options={
                'verbose_name': 'item',
                'verbose_name_plural': 'items',
                'ordering': ['dimension', 'order'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('baseline', 'baseline'), ('midline', 'midline'), ('endline', 'endline'), ('adhoc', 'in between')], max_length=8, verbose_name='kind')),
                ('rater_kind', models.CharField(choices=[('facilitator', "the group's facilitator"), ('evaluator', 'an evaluator from outside the group')], max_length=12, verbose_name='rated as')),
                ('happened_on', models.DateField(verbose_name='day')),
                ('state', models.CharField(choices=[('open', 'being filled in'), ('submitted', 'submitted'), ('locked', 'locked')], default='open', max_length=10, verbose_name='state')),
                ('received_at', models.DateTimeField(auto_now_add=True, verbose_name='received at')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='mentoring_incubation.cycleenrolment', verbose_name='group in a cycle')),
                ('rater', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='rater')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='mentoring_incubation.instrumentversion', verbose_name='instrument')),
            ],
            options={
                'verbose_name': 'round',
                'verbose_name_plural': 'rounds',
                'ordering': ['happened_on', 'received_at'],
                'permissions': [('view_all_round', 'Can see every round'), ('record_round', 'Can record rounds of groups they accompany or evaluate')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='level')),
                ('empty', models.CharField(blank=True, choices=[('n/a', 'Does not apply'), ('refused', 'Refused'), ('skipped', 'Skipped'), ('not_asked', 'Not asked')], max_length=10, verbose_name='empty')),
                ('note', models.TextField(blank=True, verbose_name='what shows it')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentoring_incubation.item', verbose_name='item')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responses', to='mentoring_incubation.round', verbose_name='round')),
            ],
            options={
                'verbose_name': 'response',
                'verbose_name_plural': 'responses',
                'ordering': ['round', 'item'],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('total', models.DecimalField(blank=True, decimal_places=11, max_digits=14, null=True, verbose_name='total')),
                ('group_class', models.CharField(blank=True, max_length=16, verbose_name='class')),
                ('computed_at', models.DateTimeField(auto_now_add=True, verbose_name='computed at')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='score', to='mentoring_incubation.round', verbose_name='round')),
            ],
            options={
                'verbose_name': 'score',
                'verbose_name_plural': 'scores',
                'ordering': ['round'],
            },
        ),
        migrations.CreateModel(
            name='DimensionScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.DecimalField(blank=True, decimal_places=11, max_digits=14, null=True, verbose_name='points')),
                ('answered', models.PositiveSmallIntegerField(verbose_name='answered')),
                ('asked', models.PositiveSmallIntegerField(verbose_name='asked')),
                ('dimension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentoring_incubation.dimension', verbose_name='dimension')),
                ('score', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dimension_scores', to='mentoring_incubation.score', verbose_name='score')),
            ],
            options={
                'verbose_name': 'dimension score',
                'verbose_name_plural': 'dimension scores',
                'ordering': ['score', 'dimension__order'],
            },
        ),
        migrations.CreateModel(
            name='StagePeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until, not included')),
                ('state', models.CharField(choices=[('candidate', 'candidate'), ('selected', 'selected'), ('diagnosis', 'diagnosis'), ('formula', 'agreeing the formula'), ('delivery', 'mentoring, year one'), ('midline', 'year-one review'), ('evaluation', 'evaluation'), ('revision', 'improving the lessons'), ('consolidation', 'consolidated training'), ('endline', 'final scoring'), ('monitoring', 'after incubation'), ('closed', 'closed'), ('exited', 'left the cycle')], max_length=16, verbose_name='stage')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stage_periods', to='mentoring_incubation.cycleenrolment', verbose_name='group in a cycle')),
                ('moved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='moved by')),
            ],
            options={
                'verbose_name': 'time in a stage',
                'verbose_name_plural': 'times in stages',
                'ordering': ['enrolment', 'starts_on', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='cycleenrolment',
            index=models.Index(fields=['state'], name='enrolment_state'),
        ),
        migrations.AddConstraint(
            model_name='cycleenrolment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='mentoring_incubation_cycleenrolment_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='cycleenrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('group',), name='one_open_cycle_per_group'),
        ),
        migrations.AddConstraint(
            model_name='cyclestage',
            constraint=models.UniqueConstraint(fields=('cycle', 'state'), name='one_stage_per_cycle_and_state'),
        ),
        migrations.AddConstraint(
            model_name='cyclestage',
            constraint=models.UniqueConstraint(fields=('cycle', 'order'), name='one_stage_per_cycle_and_order'),
        ),
        migrations.AddConstraint(
            model_name='gatecriterion',
            constraint=models.UniqueConstraint(fields=('cycle', 'gate', 'code'), name='one_criterion_of_a_code_per_cycle_and_gate'),
        ),
        migrations.AddConstraint(
            model_name='gatedecision',
            constraint=models.CheckConstraint(condition=models.Q(('memo', ''), _negated=True), name='a_gate_decision_has_a_memo'),
        ),
        migrations.AddConstraint(
            model_name='criterionanswer',
            constraint=models.UniqueConstraint(fields=('decision', 'criterion'), name='one_answer_per_decision_and_criterion'),
        ),
        migrations.AddConstraint(
            model_name='instrumentversion',
            constraint=models.UniqueConstraint(fields=('instrument', 'number'), name='one_version_of_a_number_per_instrument'),
        ),
        migrations.AddConstraint(
            model_name='dimension',
            constraint=models.UniqueConstraint(fields=('version', 'code'), name='one_dimension_of_a_code_per_version'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('dimension', 'code'), name='one_item_of_a_code_per_dimension'),
        ),
        migrations.AddIndex(
            model_name='round',
            index=models.Index(fields=['enrolment', 'kind', 'happened_on'], name='round_enrolment_kind'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('enrolment', 'kind', 'rater'), name='one_open_round_per_enrolment_kind_and_rater'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), ('submitted_at__isnull', True)), models.Q(models.Q(('state', 'open'), _negated=True), ('submitted_at__isnull', False)), _connector='OR'), name='a_round_that_is_not_open_was_submitted'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.UniqueConstraint(fields=('round', 'item'), name='one_response_per_round_and_item'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('empty', ''), ('level__isnull', False)), models.Q(('level__isnull', True), models.Q(('empty', ''), _negated=True)), _connector='OR'), name='a_response_is_a_level_or_a_kind_of_empty'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(('level__isnull', True), models.Q(('level__gte', 0), ('level__lte', 4)), _connector='OR'), name='a_level_lies_between_0_and_4'),
        ),
        migrations.AddConstraint(
            model_name='dimensionscore',
            constraint=models.UniqueConstraint(fields=('score', 'dimension'), name='one_dimension_score_per_score_and_dimension'),
        ),
        migrations.AddConstraint(
            model_name='stageperiod',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_stage_never_ends_before_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='stageperiod',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('enrolment',), name='one_open_stage_per_enrolment'),
        ),
    ]
