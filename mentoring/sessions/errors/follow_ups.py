"""Why a promise cannot be made or closed so."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class FollowUpDueTooEarly(MentoringError):
    code = "follow_up_due_too_early"
    message = _("The promise was made on %(agreed)s. It cannot be due before that. Choose later.")


class ResultMissing(MentoringError):
    code = "result_missing"
    message = _("Write what came of it, even one word. Then close it.")


class FollowUpClosed(MentoringError):
    code = "follow_up_closed"
    message = _("Somebody closed this already, with the result: %(result)s")


class OwnerIsNoMember(MentoringError):
    code = "owner_is_no_member"
    message = _("%(who)s is no member of this group today. Choose somebody who is.")
