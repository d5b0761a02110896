"""Why lots are not drawn, or a back-check not given to somebody or answered."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class MonthAhead(MentoringError):
    code = "month_ahead"
    message = _("This month has not begun. Lots are drawn of visits that were held.")


class NothingToDraw(MentoringError):
    code = "nothing_to_draw"
    message = _(
        "Nothing is left to draw: %(sessions)d visits in this month, %(drawn)d of them drawn "
        "already. Draw again when more visits have come in."
    )


class AskerRecordedIt(MentoringError):
    code = "asker_recorded_it"
    message = _("Nobody asks again about a visit of her own. Choose somebody else.")


class BackCheckFinished(MentoringError):
    code = "back_check_finished"
    message = _("Somebody asked again already. Open it to read what was found.")


class BackCheckUnanswered(MentoringError):
    code = "back_check_unanswered"
    message = _("Say of each item whether it agrees.")


class FindingMissing(MentoringError):
    code = "finding_missing"
    message = _("Write what you found where it does not agree.")
