"""Why a proposed change of a lesson goes nowhere."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class ProposalNotTaken(MentoringError):
    code = "proposal_not_taken"
    message = _("Nobody keeps the lesson “%(lesson)s” any more. Tell your coordinator instead.")
