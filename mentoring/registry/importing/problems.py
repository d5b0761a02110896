"""What may be wrong with a line of an import, as sentences for whoever corrects it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.registry.errors import (
    ImportFileUnreadable,
    ImportHasTooManyRows,
    ImportKeepsStopping,
    TakingBackKeepsStopping,
)
from mentoring.registry.importing import tables

SENTENCES = {
    "missing": _("%(column)s is empty."),
    "too_long": _("%(column)s is longer than %(longest)s letters."),
    "no_day": _("%(column)s: this is no day. Write day, month and year, for example 17-8-1980."),
    "no_such_day": _("%(column)s: there is no such day."),
    "day_out_of_range": _("%(column)s lies before 1900 or after today."),
    "no_phone": _("%(column)s: this is no telephone number."),
    "no_place_code": _("%(column)s: write the official code, for example 35.09.10.2003."),
    "no_number": _("%(column)s: write a number from %(lowest)s to %(highest)s."),
    "not_a_choice": _("%(column)s: use one of these words: %(offered)s."),
    "unknown_sentra": _("%(column)s: you keep no craft centre of this name."),
    "unknown_group": _("%(column)s: you keep no group of this name. Write it down first."),
    "several_groups": _(
        "%(column)s: several groups have this name. Fill in the craft centre, too."
    ),
    "unknown_place": _("%(column)s: no place of this code is known."),
    "name_taken": _("The craft centre already has a group of this name."),
    "twice_in_file": _(
        "This line says the same as line %(line)s. Leave one out, or add a word that tells "
        "the two people apart."
    ),
    "already_member": _("Somebody of this name is already a member of the group."),
    "group_is_dissolved": _("%(column)s: this group has ended, so nobody joins it."),
    "before_it_was_founded": _(
        "%(column)s: the group was founded on %(founded)s. Write that day or a later one."
    ),
    "juragan_is_no_beneficiary": _(
        "Somebody of this name is known here as a juragan, who takes no crafter's place. If this "
        "is another person, add her hamlet or a word that tells the two apart."
    ),
    "already_listed": _("Somebody of this name and hamlet is already in the census."),
    "kept_not_yours": _("You do not answer for what this line wrote, so it was not deleted."),
    "kept_worked_on": _("Somebody has worked on what this line wrote, so it was not deleted."),
}


def sentence(
    problem: Mapping[str, Any],
    labels: Mapping[str, Any],
    own: Mapping[str, Any] | None = None,
) -> str:
    """The sentence of a problem as a row keeps it. labels: field name -> heading.

    own: sentences of the kind of list, which go before those of all lists.
    """
    facts = {"column": labels.get(problem["field"], problem["field"]), **problem["facts"]}
    return str((own or {}).get(problem["code"]) or SENTENCES[problem["code"]]) % facts


def why_it_ended(error_code: str) -> str:
    """Why an import as a whole came to nothing; "" when it did not."""
    ended = {
        "": "",
        ImportFileUnreadable.code: str(ImportFileUnreadable()),
        ImportKeepsStopping.code: str(ImportKeepsStopping()),
        TakingBackKeepsStopping.code: str(TakingBackKeepsStopping()),
        ImportHasTooManyRows.code: str(ImportHasTooManyRows(most=tables.MOST_ROWS)),
    }
    return ended.get(error_code) or (
        error_code
        and gettext(
            "Something had changed since the check, so nothing of this list was written. "
            "Check it again."
        )
    )
