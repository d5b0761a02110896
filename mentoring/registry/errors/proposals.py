"""Why a proposed change of membership is refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class ProposedAlready(MentoringError):
    """facts: who."""

    code = "proposed_already"
    message = _(
        "A change for %(who)s waits for the coordinator already. "
        "Wait for the answer, or take the proposal back."
    )


class ProposalDecidedAlready(MentoringError):
    """facts: state."""

    code = "proposal_decided_already"
    message = _("This proposal is already %(state)s. Look at it again.")


class DeciderProposedIt(MentoringError):
    code = "decider_proposed_it"
    message = _("Whoever proposed a change does not decide it. Ask another coordinator.")


class RefusalUnexplained(MentoringError):
    code = "refusal_unexplained"
    message = _("Say in a few words why not, so that the facilitator can tell the group.")


class NotAMemberNow(MentoringError):
    """facts: who, group, day."""

    code = "not_a_member_now"
    message = _("%(who)s is no member of %(group)s on %(day)s. Choose another day.")
