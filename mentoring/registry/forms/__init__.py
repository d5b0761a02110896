"""Forms of the coordinator's registers. Choices offer only rows their user is responsible for."""

from mentoring.registry.forms.groups import GroupForm, MemberForm, NewMemberForm
from mentoring.registry.forms.mandates import MandateForm
from mentoring.registry.forms.people import PersonChooser, PersonForm, PersonSearchForm
from mentoring.registry.forms.places import PlaceChooser, PlaceSearchForm, SentraForm
from mentoring.registry.forms.rows import (
    ROWS,
    DayInput,
    DaysForm,
    EndForm,
    RowChooser,
    RowForm,
    SearchForm,
    offer,
)

__all__ = [
    "ROWS",
    "DayInput",
    "DaysForm",
    "EndForm",
    "GroupForm",
    "MandateForm",
    "MemberForm",
    "NewMemberForm",
    "PersonChooser",
    "PersonForm",
    "PersonSearchForm",
    "PlaceChooser",
    "PlaceSearchForm",
    "RowChooser",
    "RowForm",
    "SearchForm",
    "SentraForm",
    "offer",
]
