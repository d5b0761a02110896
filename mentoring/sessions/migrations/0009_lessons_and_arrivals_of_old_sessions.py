"""Every lesson gets a row of its own, and what arrived late keeps that mark."""

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import migrations

AT_ONCE = 1000
LATE_AFTER = timedelta(days=14)
ZONES = ("group__sentra__time_zone", "run__time_zone")


def give_lessons_rows(apps, schema_editor):
    lesson = apps.get_model("mentoring_sessions", "SessionLesson")
    session = apps.get_model("mentoring_sessions", "MentoringSession")
    taught = session.objects.filter(module_page__isnull=False, lessons__isnull=True).order_by("pk")
    columns = ("pk", "module_page", "module_revision", "module_code", "module_title")
    rows = taught.values_list(*columns, "module_release")
    lesson.objects.bulk_create(
        (
            lesson(
                id=uuid.uuid5(key, str(page)),
                session_id=key,
                page_id=page,
                revision_id=revision,
                code=code,
                title=title,
                release=release,
            )
            for key, page, revision, code, title, release in rows.iterator(AT_ONCE)
        ),
        batch_size=AT_ONCE,
    )


def mark_what_came_late(apps, schema_editor):
    session = apps.get_model("mentoring_sessions", "MentoringSession")
    held = session.objects.filter(state="held").order_by("pk")
    late = []
    for key, day, received_at, *zones in held.values_list(
        "pk", "happened_on", "received_at", *ZONES
    ).iterator(AT_ONCE):
        zone = ZoneInfo(next(name for name in zones if name))
        if received_at.astimezone(zone).date() - day > LATE_AFTER:
            late.append(key)
    for start in range(0, len(late), AT_ONCE):
        session.objects.filter(pk__in=late[start : start + AT_ONCE]).update(arrival="late")


def nothing(apps, schema_editor):
    """The columns and rows go with the schema."""


class Migration(migrations.Migration):
    dependencies = [("mentoring_sessions", "0008_what_a_visit_says")]

    operations = [
        migrations.RunPython(give_lessons_rows, nothing, elidable=True),
        migrations.RunPython(mark_what_came_late, nothing, elidable=True),
    ]
