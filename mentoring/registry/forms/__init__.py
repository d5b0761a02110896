"""Forms of the coordinator's registers. Choices offer only rows their user is responsible for."""

from mentoring.registry.forms.census import EnrolForm, EntryForm, Sheet
from mentoring.registry.forms.clusters import (
    ClusterEditForm,
    ClusterGroupForm,
    EndSeatForm,
    SeatForm,
)
from mentoring.registry.forms.complaints import (
    AnswerForm,
    ComplaintForm,
    KeepFromForm,
    KeyedComplaintForm,
    ReceiptForm,
)
from mentoring.registry.forms.consents import ConsentForm
from mentoring.registry.forms.documents import ClusterDocumentForm, DocumentForm
from mentoring.registry.forms.groups import EndMembershipForm, GroupForm, MemberForm, NewMemberForm
from mentoring.registry.forms.identifiers import IdentifierForm, RevealForm
from mentoring.registry.forms.lineage import DissolveForm, MergeForm, NewGroupForm, RenameForm
from mentoring.registry.forms.mandates import MandateForm
from mentoring.registry.forms.people import PersonChooser, PersonForm, PersonSearchForm
from mentoring.registry.forms.personal_data import EraseForm, RefuseErasureForm
from mentoring.registry.forms.place_field import PlaceField, PlaceInput
from mentoring.registry.forms.places import (
    PlaceChooser,
    PlaceCorrectionForm,
    PlaceForm,
    PlaceListForm,
    PlaceSearchForm,
    RenamePlaceForm,
    ReplacePlaceForm,
    SentraForm,
)
from mentoring.registry.forms.profiles import PortraitForm, ProfileForm, SpecificDataForm
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
from mentoring.registry.forms.ties import TieForm
from mentoring.registry.forms.vulnerability import AssessmentForm

__all__ = [
    "ROWS",
    "AnswerForm",
    "AssessmentForm",
    "ClusterDocumentForm",
    "ClusterEditForm",
    "ClusterGroupForm",
    "ComplaintForm",
    "ConsentForm",
    "DayInput",
    "DaysForm",
    "DissolveForm",
    "DocumentForm",
    "EndForm",
    "EndMembershipForm",
    "EndSeatForm",
    "EnrolForm",
    "EntryForm",
    "EraseForm",
    "GroupForm",
    "IdentifierForm",
    "KeepFromForm",
    "KeyedComplaintForm",
    "MandateForm",
    "MemberForm",
    "MergeForm",
    "NewGroupForm",
    "NewMemberForm",
    "PersonChooser",
    "PersonForm",
    "PersonSearchForm",
    "PlaceChooser",
    "PlaceCorrectionForm",
    "PlaceField",
    "PlaceForm",
    "PlaceInput",
    "PlaceListForm",
    "PlaceSearchForm",
    "PortraitForm",
    "ProfileForm",
    "ReceiptForm",
    "RefuseErasureForm",
    "RenameForm",
    "RenamePlaceForm",
    "ReplacePlaceForm",
    "RevealForm",
    "RowChooser",
    "RowForm",
    "SearchForm",
    "SeatForm",
    "SentraForm",
    "Sheet",
    "SpecificDataForm",
    "TieForm",
    "offer",
]
