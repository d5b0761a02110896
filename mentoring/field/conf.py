"""What an operator may set; each is read when called, so a test or a site may change it."""

from django.conf import settings

TIDY_UPLOADS_TASK = "mentoring.tidy_field_uploads"
TRY_WAITING_TASK = "mentoring.try_waiting_field_records"


def phone_languages() -> list[str]:
    """`MENTORING_PHONE_LANGUAGES`: in which the app on the phone can be read (id, en)."""
    return list(getattr(settings, "MENTORING_PHONE_LANGUAGES", ["id", "en"]))


def enrolment_hours() -> int:
    """`MENTORING_ENROLMENT_HOURS`: so long the QR that sets up a phone can be used (24)."""
    return int(getattr(settings, "MENTORING_ENROLMENT_HOURS", 24))


def enrol_again_minutes() -> int:
    """`MENTORING_ENROL_AGAIN_MINUTES`: so long the same QR sets a phone up again (10).

    Only while that phone has not said a word: the answer was lost on its way to it.
    """
    return int(getattr(settings, "MENTORING_ENROL_AGAIN_MINUTES", 10))


def unlock_hours() -> int:
    """`MENTORING_UNLOCK_HOURS`: so long a code that opens a forgotten PIN can be used (2)."""
    return int(getattr(settings, "MENTORING_UNLOCK_HOURS", 2))


def unlock_tries() -> int:
    """`MENTORING_UNLOCK_TRIES`: wrong codes after which a one-time code is used up (5)."""
    return int(getattr(settings, "MENTORING_UNLOCK_TRIES", 5))


def code_tries_an_hour() -> int:
    """`MENTORING_CODE_TRIES_AN_HOUR`: wrong codes one address may send in an hour (30).

    A whole village may share one address.
    """
    return int(getattr(settings, "MENTORING_CODE_TRIES_AN_HOUR", 30))


def silent_after_days() -> int:
    """`MENTORING_PHONE_SILENT_AFTER_DAYS`: a phone not heard of for so long is pointed out (7)."""
    return int(getattr(settings, "MENTORING_PHONE_SILENT_AFTER_DAYS", 7))


def clock_skew_minutes() -> int:
    """`MENTORING_CLOCK_SKEW_MINUTES`: a phone's clock off by more than this is flagged (60)."""
    return int(getattr(settings, "MENTORING_CLOCK_SKEW_MINUTES", 60))


def push_max_bytes() -> int:
    """`MENTORING_PUSH_MAX_BYTES`: the largest body of a push, unpacked, in bytes (8,000,000)."""
    return int(getattr(settings, "MENTORING_PUSH_MAX_BYTES", 8_000_000))


def push_max_envelopes() -> int:
    """`MENTORING_PUSH_MAX_ENVELOPES`: the most records one push may carry (500)."""
    return int(getattr(settings, "MENTORING_PUSH_MAX_ENVELOPES", 500))


def payload_days() -> int:
    """`MENTORING_PAYLOAD_DAYS`: so long after its answer the text of a phone's record is kept (90).

    What was sent from which phone, when and with which digest stays.
    """
    return int(getattr(settings, "MENTORING_PAYLOAD_DAYS", 90))


def upload_max_bytes() -> int:
    """`MENTORING_UPLOAD_MAX_BYTES`: the largest photograph or voice of a phone (15,000,000)."""
    return int(getattr(settings, "MENTORING_UPLOAD_MAX_BYTES", 15_000_000))


def upload_types() -> tuple[str, ...]:
    """`MENTORING_UPLOAD_TYPES`: media types phones may upload (pictures and recordings)."""
    return tuple(getattr(settings, "MENTORING_UPLOAD_TYPES", _UPLOAD_TYPES))


def upload_days() -> int:
    """`MENTORING_UPLOAD_DAYS`: days after its last piece that an unfinished upload is kept (14)."""
    return int(getattr(settings, "MENTORING_UPLOAD_DAYS", 14))


def uploads_a_day() -> int:
    """`MENTORING_UPLOADS_A_DAY`: the most files one phone may begin in 24 hours (600).

    More than a week of visits of eight groups, with twenty photographs each now and then.
    """
    return int(getattr(settings, "MENTORING_UPLOADS_A_DAY", 600))


def upload_bytes_a_day() -> int:
    """`MENTORING_UPLOAD_BYTES_A_DAY`: the most bytes of one phone's files in 24 hours (10^9)."""
    return int(getattr(settings, "MENTORING_UPLOAD_BYTES_A_DAY", 1_000_000_000))


def attached_upload_days() -> int:
    """`MENTORING_ATTACHED_UPLOAD_DAYS`: so long a file stays as it came (30).

    Its record has it in its own form by then. Until then a change of mind on the phone, which
    names it again, still finds it. At least one day: what was deleted counts in no quota.
    """
    return max(int(getattr(settings, "MENTORING_ATTACHED_UPLOAD_DAYS", 30)), 1)


def unattached_upload_days() -> int:
    """`MENTORING_UNATTACHED_UPLOAD_DAYS`: so long a file is kept that no record took (60)."""
    return max(int(getattr(settings, "MENTORING_UNATTACHED_UPLOAD_DAYS", 60)), 1)


_UPLOAD_TYPES = (
    "image/jpeg",
    "image/png",
    "image/webp",
    "audio/webm",
    "audio/ogg",
    "audio/mp4",
    "audio/mpeg",
)
