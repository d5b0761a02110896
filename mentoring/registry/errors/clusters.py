"""Why business clusters and their boards are refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class ClusterNameTaken(MentoringError):
    """facts: name, place."""

    code = "cluster_name_taken"
    message = _(
        "%(place)s already has a business cluster named %(name)s. "
        "Open that one, or add a word that tells the two apart."
    )


class ClusterMembershipOverlaps(MentoringError):
    """facts: group, cluster, starts_on of the row that stands."""

    code = "cluster_membership_overlaps"
    message = _(
        "%(group)s belongs to %(cluster)s already, since %(starts_on)s. "
        "End that first, or choose other days."
    )


class SeatOverlaps(MentoringError):
    """facts: person, cluster."""

    code = "seat_overlaps"
    message = _(
        "%(person)s has a seat on the board of %(cluster)s in that time already. "
        "End that seat first, or choose other days."
    )


class BoardOfficeTaken(MentoringError):
    """facts: person (who holds it), role."""

    code = "board_office_taken"
    message = _(
        "%(person)s is %(role)s in that time. End that seat first, or choose another office."
    )
