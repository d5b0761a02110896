"""Why visits cannot be planned in a row, moved, or subscribed to so."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class SeriesEndsBeforeItStarts(MentoringError):
    code = "series_ends_before_it_starts"
    message = _("The last day lies before the first one. Choose a later last day.")


class SeriesTooLong(MentoringError):
    code = "series_too_long"
    message = _("At most %(most)d visits are planned at once. Choose an earlier last day.")


class NotResponsibleAllDays(MentoringError):
    code = "not_responsible_all_days"
    message = _(
        "You accompany %(group)s no longer on %(day)s. Choose a last day before, "
        "or ask your coordinator."
    )


class SeasonWithoutOnePlace(MentoringError):
    code = "season_without_one_place"
    message = _("Choose either a craft centre or a place for this, not both and not none.")


class SeasonTooLong(MentoringError):
    code = "season_too_long"
    message = _("This lasts longer than %(days)d days. Write down shorter times.")
