"""Why groups and memberships are refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


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


class PersonIsGone(MentoringError):
    """Merged elsewhere or erased. facts: person."""

    code = "person_is_gone"
    message = _(
        "The record of %(person)s was merged with another or erased, so nobody joins under it. "
        "Choose the record that goes on."
    )


class GroupNameTaken(MentoringError):
    """facts: name, sentra."""

    code = "group_name_taken"
    message = _(
        "%(sentra)s already has a group named %(name)s. "
        "Open that group, or add a word that tells the two apart."
    )
