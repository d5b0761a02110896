"""Why a split, a merge, a new name or a new start is refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class StillToCome(MentoringError):
    """facts: day."""

    code = "still_to_come"
    message = _("%(day)s is still to come. Write it down on that day or later.")


class GroupIsDissolved(MentoringError):
    """facts: group."""

    code = "group_is_dissolved"
    message = _(
        "%(group)s is dissolved, so nothing changes there any more. "
        "If people meet again, form the group again."
    )


class GroupStillMeets(MentoringError):
    """facts: group."""

    code = "group_still_meets"
    message = _(
        "%(group)s is neither dormant nor dissolved, so it need not be formed again. "
        "Give it a new name, or split it."
    )


class NobodyMoves(MentoringError):
    """facts: group."""

    code = "nobody_moves"
    message = _("A new group needs people. Choose at least one member of %(group)s.")


class EverybodyMoves(MentoringError):
    """facts: group."""

    code = "everybody_moves"
    message = _(
        "Nobody would stay in %(group)s. Leave somebody there, or give the group a new name."
    )


class NotMembersThatDay(MentoringError):
    """facts: names, group, day."""

    code = "not_members_that_day"
    message = _(
        "%(names)s did not belong to %(group)s before %(day)s. Choose another day, or other people."
    )


class SameName(MentoringError):
    """facts: name."""

    code = "same_name"
    message = _("The group is called %(name)s already. Write the new name.")


class MergedIntoItself(MentoringError):
    """facts: group."""

    code = "merged_into_itself"
    message = _("%(group)s cannot be merged into itself. Choose the other group.")


class BeforeItWasFounded(MentoringError):
    """facts: group, day, founded."""

    code = "before_it_was_founded"
    message = _("%(group)s was founded on %(founded)s, after %(day)s. Choose a later day.")


class JoinedSince(MentoringError):
    """facts: names, group, day."""

    code = "joined_since"
    message = _(
        "%(names)s joined %(group)s on %(day)s or later, so it cannot end then. Choose a later day."
    )
