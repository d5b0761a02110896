"""The whole demo, once."""

from datetime import date

from django.conf import settings
from django.db import transaction

from balai.accounts.models import User
from balai.demo.errors import DemoNotWanted
from balai.demo.ledger import recording
from balai.demo.loading.calendar import load_calendar
from balai.demo.loading.certificates import load_batch, load_issuer
from balai.demo.loading.changes import load_changes
from balai.demo.loading.clusters import load_clusters
from balai.demo.loading.coming_training import load_coming_training
from balai.demo.loading.consents import load_consents
from balai.demo.loading.cycles import load_board, load_cycles
from balai.demo.loading.findings import load_findings
from balai.demo.loading.incubator import load_incubator
from balai.demo.loading.lessons import load_lessons, load_programmes
from balai.demo.loading.lists import load_lists, load_twins
from balai.demo.loading.messages import load_messages
from balai.demo.loading.people import load_people
from balai.demo.loading.privacy import load_breach
from balai.demo.loading.questions import load_questions
from balai.demo.loading.reach import load_census, load_reach
from balai.demo.loading.sheets import load_sheet
from balai.demo.loading.study_visits import load_study_visits
from balai.demo.loading.supervision import load_supervision
from balai.demo.loading.timeline import Timeline
from balai.demo.loading.training import load_training
from balai.demo.loading.translations import load_translations
from balai.demo.loading.visits import load_visits
from balai.inbox.services import mark_all_read
from mentoring.assignments.services import scan_attention


def load_demo(*, today: date) -> bool:
    """Load the demo as of `today` (site's zone); return whether anything was done.

    All or nothing in one transaction; loading again changes nothing. Raises DemoNotWanted
    where the settings forbid it.
    """
    if not settings.DEMO:
        raise DemoNotWanted()
    if User.objects.filter(is_demo=True).exists():
        return False
    timeline = Timeline(today)
    with transaction.atomic(), recording():
        cast = load_people(timeline)
        modules = load_lessons(cast.staff["admin"])
        load_programmes(modules)
        load_translations(modules, cast.staff["admin"])
        load_visits(cast, timeline)
        load_clusters(cast, timeline)
        load_calendar(cast, timeline)
        load_study_visits(cast, timeline)
        load_supervision(cast, timeline)
        load_census(cast, timeline)
        load_cycles(cast, timeline)
        load_sheet(cast, timeline)
        issuer = load_issuer(cast, timeline)
        run = load_training(cast, timeline)
        load_batch(cast, run, issuer)
        load_coming_training(cast, timeline)
        load_questions(cast, timeline)
        load_reach(cast, timeline)
        load_breach(cast, timeline)
        load_consents(cast, timeline)
        load_changes(cast, timeline)
        load_lists(cast, timeline)
        load_twins(cast)
        load_incubator(cast, timeline)
        load_findings(cast, timeline)
        scan_attention(today=today)
        load_board(timeline)
        load_messages(cast, timeline)
    # News of two invented years would hide what really waits.
    for person in User.objects.filter(is_demo=True, notices__isnull=False).distinct():
        mark_all_read(user=person)
    return True
