"""What is done in the registry.

Keyword-only; objects in, object out; each runs in one transaction and writes one line
of the site's log under whoever did it (None: the system itself)."""

from mentoring.registry.services.census import (
    SeenCrafter,
    correct_entry,
    enrol_from_census,
    list_crafters,
)
from mentoring.registry.services.complaints import (
    Told,
    answer_complaint,
    close_complaint,
    escalate_complaint,
    escalate_late_complaints,
    keep_complaint_from,
    leave_complaint,
    leave_public_complaint,
    take_up_complaint,
)
from mentoring.registry.services.consents import (
    give_consent,
    load_consent_texts,
    newest_text,
    require_consent,
    withdraw_consent,
)
from mentoring.registry.services.groups import (
    add_member,
    change_group,
    create_group,
    end_membership,
    enrol_new_person,
)
from mentoring.registry.services.identifiers import (
    EnteredIdentifier,
    enter_identifier,
    note_missing_identifier,
    reveal_identifier,
    rotate_identifier_keys,
)
from mentoring.registry.services.keeping import Row, delete_unused, require_order
from mentoring.registry.services.mandates import end_mandate, grant_mandate
from mentoring.registry.services.people import (
    change_person,
    ensure_user,
    note_specific_data,
    note_work,
    register_person,
    remove_portrait,
    set_portrait,
)
from mentoring.registry.services.places import change_sentra, create_sentra
from mentoring.registry.services.reach import recount_reach
from mentoring.registry.services.ties import (
    Conflict,
    OtherSide,
    conflicts_between,
    creditors_among,
    end_tie,
    open_ties,
    record_tie,
    relatives_among,
    reseal_ties,
)
from mentoring.registry.services.vulnerability import (
    Override,
    assess_person,
    freeze_ranks,
    juragan_among,
    load_default_vulnerability_version,
    questions_on,
    require_beneficiaries,
)

__all__ = [
    "Conflict",
    "EnteredIdentifier",
    "OtherSide",
    "Override",
    "Row",
    "SeenCrafter",
    "Told",
    "add_member",
    "answer_complaint",
    "assess_person",
    "change_group",
    "change_person",
    "change_sentra",
    "close_complaint",
    "conflicts_between",
    "correct_entry",
    "create_group",
    "create_sentra",
    "creditors_among",
    "delete_unused",
    "end_mandate",
    "end_membership",
    "end_tie",
    "enrol_from_census",
    "enrol_new_person",
    "ensure_user",
    "enter_identifier",
    "escalate_complaint",
    "escalate_late_complaints",
    "freeze_ranks",
    "give_consent",
    "grant_mandate",
    "juragan_among",
    "keep_complaint_from",
    "leave_complaint",
    "leave_public_complaint",
    "list_crafters",
    "load_consent_texts",
    "load_default_vulnerability_version",
    "newest_text",
    "note_missing_identifier",
    "note_specific_data",
    "note_work",
    "open_ties",
    "questions_on",
    "record_tie",
    "recount_reach",
    "register_person",
    "relatives_among",
    "remove_portrait",
    "require_beneficiaries",
    "require_consent",
    "require_order",
    "reseal_ties",
    "reveal_identifier",
    "rotate_identifier_keys",
    "set_portrait",
    "take_up_complaint",
    "withdraw_consent",
]
