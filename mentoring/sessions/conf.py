"""What an operator may set; each is read when called, so a test or a site may change it."""

from django.conf import settings

NOTE_DORMANCY_TASK = "mentoring.note_dormancy"
KEEP_PLANS_TASK = "mentoring.keep_plans"


def weak_interval_days() -> int:
    """`MENTORING_WEAK_INTERVAL_DAYS`: days between visits to a group left behind (14)."""
    return int(getattr(settings, "MENTORING_WEAK_INTERVAL_DAYS", 14))


def other_interval_days() -> int:
    """`MENTORING_OTHER_INTERVAL_DAYS`: days between visits to any other group (30)."""
    return int(getattr(settings, "MENTORING_OTHER_INTERVAL_DAYS", 30))


def late_after_days() -> int:
    """`MENTORING_LATE_AFTER_DAYS`: a record that arrives later than this is marked late (14)."""
    return int(getattr(settings, "MENTORING_LATE_AFTER_DAYS", 14))


def results_seen_days() -> int:
    """`MENTORING_RESULTS_SEEN_DAYS`: days after closing that instructors see results (180)."""
    return int(getattr(settings, "MENTORING_RESULTS_SEEN_DAYS", 180))


def silence_warns_after_days() -> int:
    """`MENTORING_SILENCE_WARNS_AFTER_DAYS`: so long without a meeting is pointed out (60)."""
    return int(getattr(settings, "MENTORING_SILENCE_WARNS_AFTER_DAYS", 60))


def dormant_after_days() -> int:
    """`MENTORING_DORMANT_AFTER_DAYS`: a group that did not meet so long is dormant (120)."""
    return int(getattr(settings, "MENTORING_DORMANT_AFTER_DAYS", 120))


def early_days_kept() -> int:
    """`MENTORING_EARLY_DAYS_KEPT`: a phone's record dated so many days ahead is kept (1)."""
    return int(getattr(settings, "MENTORING_EARLY_DAYS_KEPT", 1))


def blocking_readiness() -> frozenset[str]:
    """`MENTORING_BLOCKING_READINESS`: readiness lines without which a session is not complete
    (place, tools, material)."""
    lines = getattr(settings, "MENTORING_BLOCKING_READINESS", ("place", "tools", "material"))
    return frozenset(lines)


def far_away_metres() -> int:
    """`MENTORING_FAR_AWAY_METRES`: a photo taken farther from the craft centre is marked (5000)."""
    return int(getattr(settings, "MENTORING_FAR_AWAY_METRES", 5000))


def back_check_percent() -> int:
    """`MENTORING_BACK_CHECK_PERCENT`: sessions of a month that are asked again, 5 to 10 (5)."""
    return min(10, max(5, int(getattr(settings, "MENTORING_BACK_CHECK_PERCENT", 5))))


MAKE_PAPER_TASK = "mentoring.make_attendance_paper"
TIDY_PAPERS_TASK = "mentoring.tidy_attendance_papers"


def registrations_an_hour() -> int:
    """`MENTORING_REGISTRATIONS_AN_HOUR`: registrations one address may send in an hour (20).

    A whole village may share one address.
    """
    return int(getattr(settings, "MENTORING_REGISTRATIONS_AN_HOUR", 20))


def registration_days() -> int:
    """`MENTORING_REGISTRATION_DAYS`: days registrations are kept after the training (90)."""
    return int(getattr(settings, "MENTORING_REGISTRATION_DAYS", 90))


def study_requests_an_hour() -> int:
    """`MENTORING_STUDY_REQUESTS_AN_HOUR`: requests for a study visit from one address (5)."""
    return int(getattr(settings, "MENTORING_STUDY_REQUESTS_AN_HOUR", 5))


def study_contact_days() -> int:
    """`MENTORING_STUDY_CONTACT_DAYS`: days after a study visit its contact is kept (180)."""
    return int(getattr(settings, "MENTORING_STUDY_CONTACT_DAYS", 180))


def spoken_note_days() -> int:
    """`MENTORING_SPOKEN_NOTE_DAYS`: days recordings of visits are kept after they came (365)."""
    return int(getattr(settings, "MENTORING_SPOKEN_NOTE_DAYS", 365))


def version_days() -> int:
    """`MENTORING_VERSION_DAYS`: days the words of a session's earlier version are kept after it
    was changed (1095)."""
    return int(getattr(settings, "MENTORING_VERSION_DAYS", 1095))


def back_check_days() -> int:
    """`MENTORING_BACK_CHECK_DAYS`: days after a back-check its words are kept (730)."""
    return int(getattr(settings, "MENTORING_BACK_CHECK_DAYS", 730))
