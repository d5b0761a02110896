"""Why an import is refused as a whole; what is wrong with single lines stands on the lines."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class ImportFileUnreadable(MentoringError):
    """facts: none."""

    code = "import_file_unreadable"
    message = _(
        "This file cannot be read as a table. Save it as XLSX or CSV in your spreadsheet program, "
        "or fill in the template, and send it again."
    )


class ImportFileTooLarge(MentoringError):
    """facts: megabytes (the largest size taken)."""

    code = "import_file_too_large"
    message = _(
        "This file is larger than %(megabytes)d MB. Split the list into several files "
        "and send one after the other."
    )


class ImportHasTooManyRows(MentoringError):
    """facts: most."""

    code = "import_has_too_many_rows"
    message = _(
        "This file has more than %(most)d lines. Split the list into several files "
        "and send one after the other."
    )


class ImportKeepsStopping(MentoringError):
    """facts: none."""

    code = "import_keeps_stopping"
    message = _(
        "The work on this list stopped several times before it was done, so nothing of it was "
        "written. Try again; if it stops once more, split the list into smaller files."
    )


class TakingBackKeepsStopping(MentoringError):
    """facts: none."""

    code = "taking_back_keeps_stopping"
    message = _(
        "Deleting what this list wrote stopped several times, so a part of it still stands. "
        "Try again; if it stops once more, tell whoever keeps this site."
    )


class ImportFileGone(MentoringError):
    """facts: none."""

    code = "import_file_gone"
    message = _(
        "The file of this list is no longer kept, because it names people. Send the list again."
    )


class ColumnsMissing(MentoringError):
    """facts: columns (labels, written out)."""

    code = "columns_missing"
    message = _("Choose which column of the file holds: %(columns)s.")


class NotReadyForThat(MentoringError):
    """facts: batch, state (as people say it)."""

    code = "not_ready_for_that"
    message = _(
        "%(batch)s is %(state)s, so this cannot be done now. "
        "Open the page of the import again and go on from there."
    )


class RowsStillWrong(MentoringError):
    """facts: count."""

    code = "rows_still_wrong"
    message = _(
        "%(count)d lines are still to be corrected, and a list is written whole or not at all. "
        "Take over the suggestions, or correct the file and send it again."
    )


class TooLateToTakeBack(MentoringError):
    """facts: batch, days."""

    code = "too_late_to_take_back"
    message = _(
        "%(batch)s was written more than %(days)d days ago, and people work with it by now. "
        "Correct or end single rows in their registers."
    )
