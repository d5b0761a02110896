"""What may be wrong with a row or a scan, as sentences for whoever corrects it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "missing": _("%(column)s is empty."),
    "too_long": _("%(column)s is longer than %(longest)s letters."),
    "no_day": _("%(column)s: this is no day. Write day, month and year, for example 17-8-2019."),
    "no_such_day": _("%(column)s: there is no such day."),
    "day_out_of_range": _("%(column)s lies before %(first)s or after today."),
    "ends_before_issue": _("%(column)s lies before the issue date."),
    "serial_known": _("%(column)s: the register has this number already."),
    "twice_in_table": _("%(column)s: row %(line)s has this number, too. Leave one out."),
    "scan_not_sent": _("%(column)s: no scan of this name was sent."),
    "scan_of_another": _("%(column)s: row %(line)s names this scan, too. Each paper has its own."),
    "holder_unknown": _("%(column)s: nobody has this user name. Leave it empty if unsure."),
    "holder_differs": _("%(column)s: this account is under another name than the paper."),
    # Of scans.
    "scan_empty": _("%(column)s: the file of this scan is empty."),
    "scan_too_large": _("%(column)s: this scan is larger than %(megabytes)s MB. Scan it smaller."),
    "scan_kind": _("%(column)s: only PDF, JPEG, PNG and WebP are taken as scans."),
    "scan_broken": _("%(column)s: this scan cannot be opened. Scan the paper again."),
    "scan_locked": _("%(column)s: this PDF has a password. Save it without one."),
    "scan_pages": _("%(column)s: this PDF has more than %(pages)s pages. Send one paper a file."),
}


def sentence(problem: Mapping[str, Any], labels: Mapping[str, Any]) -> str:
    """The sentence of a problem as a row keeps it. labels: field name -> heading."""
    facts = {"column": labels.get(problem["field"], problem["field"]), **problem["facts"]}
    return str(SENTENCES[problem["code"]]) % facts
