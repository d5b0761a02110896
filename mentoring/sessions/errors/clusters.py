"""Why a cluster's meeting cannot be recorded so."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class MeetingAlreadyLogged(MentoringError):
    """facts: meeting."""

    code = "meeting_already_logged"
    message = _("This record was sent before as %(meeting)s. Open the page anew and write again.")


class ClusterNotFoundedYet(MentoringError):
    """facts: cluster, founded."""

    code = "cluster_not_founded_yet"
    message = _("%(cluster)s was founded on %(founded)s. Choose that day or a later one.")


class GroupsNotInTheCluster(MentoringError):
    """facts: names, cluster, day."""

    code = "groups_not_in_the_cluster"
    message = _("%(names)s did not belong to %(cluster)s on %(day)s. Leave them out.")
