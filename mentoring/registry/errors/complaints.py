"""Why a complaint, or what is done with it, is refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class TooManyComplaints(MentoringError):
    """No facts: who sent them stays unknown."""

    code = "too_many_complaints"
    message = _(
        "Many complaints came from here within the last hour. "
        "Please try again later, or tell the village office."
    )


class ComplaintIsClosed(MentoringError):
    """No facts."""

    code = "complaint_is_closed"
    message = _("This complaint is closed. Write down a new one if something happened again.")


class AnswerMissing(MentoringError):
    """No facts."""

    code = "answer_missing"
    message = _("The answer is empty. Say in a few sentences what was found and what happens now.")


class OnlyTheirSuperiors(MentoringError):
    """No facts."""

    code = "only_their_superiors"
    message = _(
        "You keep a complaint only from people of your own level or below it. Pass it up: "
        "whoever stands higher keeps it from others."
    )


class NobodyWouldBeLeft(MentoringError):
    """No facts."""

    code = "nobody_would_be_left"
    message = _(
        "No programme manager would be left who sees this complaint. "
        "Somebody else must become a programme manager first."
    )


class NoHigherLevel(MentoringError):
    """No facts."""

    code = "no_higher_level"
    message = _("The programme's managers have this complaint already: there is no higher level.")
