"""Why a list of past certificates is refused as a whole; what is wrong with single rows stands
on the rows (`problems.py`)."""

from django.utils.translation import gettext_lazy as _

from certificates.errors import CertificatesError


class TableUnreadable(CertificatesError):
    code = "table_unreadable"
    message = _(
        "This file cannot be read as a table. Save it as XLSX or CSV in your spreadsheet "
        "program, or fill in the template, and send it again."
    )


class TableTooLong(CertificatesError):
    """facts: most."""

    code = "table_too_long"
    message = _(
        "This table has more than %(most)d rows. Split it into several files, "
        "and send one after the other."
    )


class SentTooMuch(CertificatesError):
    """facts: megabytes."""

    code = "sent_too_much"
    message = _(
        "What you sent is larger than %(megabytes)d MB. Split the list into several files, "
        "and send one after the other with its scans."
    )


class ScansUnreadable(CertificatesError):
    code = "scans_unreadable"
    message = _(
        "The ZIP of the scans is broken or cannot be opened. Pack the scans again, without a "
        "password, and send it once more."
    )


class PastColumnsMissing(CertificatesError):
    """facts: columns."""

    code = "past_columns_missing"
    message = _("Choose which column of the table holds: %(columns)s.")


class PastNotReady(CertificatesError):
    """facts: state."""

    code = "past_not_ready"
    message = _("This list is: %(state)s. Load its page again and go on from there.")


class PastRowsWrong(CertificatesError):
    """facts: count."""

    code = "past_rows_wrong"
    message = _(
        "%(count)d rows are still to be corrected, and a list is kept whole or not at all. "
        "Take over the suggestions, or correct the table and send it again."
    )


class OwnPastList(CertificatesError):
    code = "own_past_list"
    message = _("You sent this list. Somebody else must compare it with the scans and keep it.")


class PastTooOld(CertificatesError):
    """facts: days."""

    code = "past_too_old"
    message = _(
        "This list was kept more than %(days)d days ago, so it is not taken back as a whole. "
        "Revoke single certificates instead."
    )


class PastTouched(CertificatesError):
    """facts: count, serial (of the first)."""

    code = "past_touched"
    message = _(
        "%(count)d certificates of this list have a history by now (first: %(serial)s), so the "
        "list is not taken back. Revoke single certificates instead."
    )


class PastChangedMeanwhile(CertificatesError):
    code = "past_changed_meanwhile"
    message = _(
        "Something had changed since the check, so nothing of this list was kept. "
        "Look at the rows again."
    )


class PastKeepsStopping(CertificatesError):
    code = "past_keeps_stopping"
    message = _(
        "The work on this list stopped several times, so nothing of it was kept. Try again; "
        "if it stops once more, split the list."
    )
