"""Which checks a graduate has before it."""

from datetime import date

from dateutil.relativedelta import relativedelta

from mentoring.incubation.models import (
    AfterCheck,
    CheckOccasion,
    CycleEnrolment,
    EnrolmentState,
    StagePeriod,
)

# Source: domain.md, section 8 (after incubation: a check at +6 and +12 months).
MONTHS: dict[str, int] = {CheckOccasion.SIX_MONTHS: 6, CheckOccasion.TWELVE_MONTHS: 12}
AGAIN_MONTHS = 3


def plan_checks(enrolment: CycleEnrolment, graduated_on: date) -> None:
    """Write the checks of a group that graduates on `graduated_on`; those it has stay."""
    AfterCheck.objects.bulk_create(
        [
            AfterCheck(
                enrolment=enrolment,
                occasion=occasion,
                due_on=graduated_on + relativedelta(months=months),
            )
            for occasion, months in MONTHS.items()
        ],
        ignore_conflicts=True,
    )


def plan_missing_checks() -> int:
    """Write the checks of graduates that have none: those of before checks were planned, and
    whoever was put into that stage by other means. Safe to run twice. Returns how many groups."""
    periods = StagePeriod.objects.filter(
        state=EnrolmentState.MONITORING,
        ends_on__isnull=True,
        enrolment__state=EnrolmentState.MONITORING,
        enrolment__after_checks__isnull=True,
    )
    rows = list(periods.select_related("enrolment"))
    for period in rows:
        plan_checks(period.enrolment, period.starts_on)
    return len(rows)


def plan_follow_up(enrolment: CycleEnrolment, seen_on: date) -> AfterCheck:
    """The check three months after `seen_on`; the same one if it is planned already."""
    check, _made = AfterCheck.objects.get_or_create(
        enrolment=enrolment,
        occasion=CheckOccasion.FOLLOW_UP,
        due_on=seen_on + relativedelta(months=AGAIN_MONTHS),
    )
    return check
