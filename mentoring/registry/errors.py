"""Why the registry refuses: one class per reason."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class EndsBeforeItStarts(MentoringError):
    """facts: starts_on, last_day (the last day included, as people say it)."""

    code = "ends_before_it_starts"
    message = _(
        "The last day, %(last_day)s, is before the first day, %(starts_on)s. "
        "Choose a last day that is the same or later."
    )


class MembershipOverlaps(MentoringError):
    """facts: person, group, starts_on and last_day of the membership that stands."""

    code = "membership_overlaps"
    message = _(
        "%(person)s is already a member of %(group)s from %(starts_on)s until %(last_day)s. "
        "Choose days outside that time, or end that membership first."
    )


class OpenMembershipOverlaps(MembershipOverlaps):
    """The membership that stands has no end yet. facts: person, group, starts_on."""

    code = "open_membership_overlaps"
    message = _(
        "%(person)s has been a member of %(group)s since %(starts_on)s. "
        "End that membership first, or choose earlier days."
    )


class GroupNameTaken(MentoringError):
    """facts: name, sentra."""

    code = "group_name_taken"
    message = _(
        "%(sentra)s already has a group named %(name)s. "
        "Open that group, or add a word that tells the two apart."
    )


class MandateOverlaps(MentoringError):
    """facts: user, role, place, starts_on of the mandate that stands."""

    code = "mandate_overlaps"
    message = _(
        "%(user)s already holds the role %(role)s for %(place)s in that time, since %(starts_on)s. "
        "End that mandate first, or choose other days."
    )


class StillInUse(MentoringError):
    """facts: row (what was to be deleted)."""

    code = "still_in_use"
    message = _(
        "%(row)s cannot be deleted, because other records name it. "
        "Correct it instead, or end what is no longer true."
    )
