"""What the record of a session says about the things a back-check asks again."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.sessions.models import AskedAgain, AttendanceStatus, MentoringSession

_LONGEST = 300
_CAME = (AttendanceStatus.HADIR, AttendanceStatus.TAMU)


def told_items(session: MentoringSession) -> dict[str, str]:
    """Item -> what the record says, in words, in the order they are asked.

    Things of which the record says nothing are not asked. Three queries.
    """
    came = session.attendances.filter(status__in=_CAME).count()
    lessons = [each.title for each in session.lessons.all()] or [session.module_title]
    promises = [each.text for each in session.follow_ups.all()]
    told = {
        AskedAgain.HAPPENED: _("%(day)s, %(kind)s")
        % {
            "day": date_format(session.happened_on, "l, j F Y"),
            "kind": session.get_kind_display(),
        },
        AskedAgain.PEOPLE: ngettext("%(n)d person", "%(n)d people", came) % {"n": came},
        AskedAgain.LENGTH: _minutes(session.minutes),
        AskedAgain.LESSON: ", ".join(filter(None, lessons)),
        AskedAgain.PROMISES: "; ".join(promises),
    }
    return {item.value: words[:_LONGEST] for item, words in told.items() if words}


def who_was_there(session: MentoringSession) -> list[str]:
    """Names of those the record says came, so that one of them can be asked. One query."""
    marks = session.attendances.filter(status__in=_CAME).select_related("person")
    return sorted(mark.person.full_name if mark.person else mark.guest_name for mark in marks)


def _minutes(minutes: int | None) -> str:
    if minutes is None:
        return ""
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
