"""Forms of the coordinator's registers. Choices offer only rows their user is responsible for."""

from mentoring.registry.forms.documents import ClusterDocumentForm, DocumentForm
from mentoring.registry.forms.groups import EndMembershipForm, GroupForm, MemberForm, NewMemberForm
from mentoring.registry.forms.lineage import DissolveForm, MergeForm, NewGroupForm, RenameForm
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
    "ClusterDocumentForm",
    "DayInput",
    "DaysForm",
    "DissolveForm",
    "DocumentForm",
    "EndForm",
    "EndMembershipForm",
    "GroupForm",
    "MandateForm",
    "MemberForm",
    "MergeForm",
    "NewGroupForm",
    "NewMemberForm",
    "PersonChooser",
    "PersonForm",
    "PersonSearchForm",
    "PlaceChooser",
    "PlaceSearchForm",
    "RenameForm",
    "RowChooser",
    "RowForm",
    "SearchForm",
    "SentraForm",
    "offer",
]
