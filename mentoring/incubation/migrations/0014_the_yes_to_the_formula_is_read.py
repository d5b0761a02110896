"""Cycles that nobody used yet read the group's yes from its formula instead of asking for it."""

from django.db import migrations


def read_it(apps, schema_editor):
    criterion = apps.get_model("mentoring_incubation", "GateCriterion")
    used = (
        apps.get_model("mentoring_incubation", "Round")
        .objects.filter(state__in=("submitted", "locked"))
        .values("enrolment__cycle")
    )
    decided = apps.get_model("mentoring_incubation", "GateDecision").objects.values(
        "enrolment__cycle"
    )
    measuring = criterion.objects.filter(measure="formula_covers").values("cycle")
    # Lists, not joins: an update by a subquery on its own table is refused by some databases.
    cycles = set(measuring.values_list("cycle", flat=True))
    cycles -= set(used.values_list("enrolment__cycle", flat=True))
    cycles -= set(decided.values_list("enrolment__cycle", flat=True))
    criterion.objects.filter(cycle__in=cycles, code="formula-agreed", measure="").update(
        measure="formula_agreed"
    )


class Migration(migrations.Migration):
    dependencies = [("mentoring_incubation", "0013_standings_before_gates")]
    operations = [migrations.RunPython(read_it, migrations.RunPython.noop)]
