"""What is done in the registry.

Keyword-only; objects in, object out; each runs in one transaction and writes one line
of the site's log under whoever did it (None: the system itself)."""

from mentoring.registry.services.census import (
    SeenCrafter,
    correct_entry,
    enrol_from_census,
    list_crafters,
)
from mentoring.registry.services.clusters import (
    add_group_to_cluster,
    change_cluster,
    create_cluster,
    end_cluster_membership,
    end_seat,
    seat_on_board,
)
from mentoring.registry.services.complaints import (
    Told,
    answer_complaint,
    close_complaint,
    complaint_readers,
    escalate_complaint,
    escalate_late_complaints,
    keep_complaint_from,
    keep_named_from,
    leave_complaint,
    leave_public_complaint,
    take_up_complaint,
)
from mentoring.registry.services.consent_texts import (
    load_consent_texts,
    newest_text,
    write_consent_text,
)
from mentoring.registry.services.consents import (
    give_consent,
    require_consent,
    withdraw_consent,
)
from mentoring.registry.services.documents import (
    keep_cluster_document,
    keep_group_document,
)
from mentoring.registry.services.duplicates import (
    look_again,
    merge_people,
    note_likeness,
    say_two_people,
    undo_merge,
)
from mentoring.registry.services.groups import (
    add_member,
    change_group,
    change_role,
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
from mentoring.registry.services.import_work import run_import
from mentoring.registry.services.imports import (
    check_list,
    forget_list,
    requeue_stale_imports,
    take_back_list,
    take_in_list,
    take_over_suggestions,
    try_again,
    write_list,
)
from mentoring.registry.services.keeping import (
    Row,
    delete_unused,
    require_order,
)
from mentoring.registry.services.lineage import (
    dissolve_group,
    family_of,
    left_behind,
    merge_groups,
    reform_group,
    rename_group,
    set_group_status,
    split_group,
)
from mentoring.registry.services.mandates import (
    end_mandate,
    grant_mandate,
)
from mentoring.registry.services.people import (
    change_person,
    ensure_user,
    note_specific_data,
    note_work,
    register_person,
    remove_portrait,
    set_portrait,
)
from mentoring.registry.services.personal_data import (
    ask_for_data_copy,
    ask_for_erasure,
    erase_person,
    make_data_copy,
    refuse_erasure,
    tidy_data_copies,
)
from mentoring.registry.services.place_changes import (
    current_places,
    rename_place,
    replace_place,
)
from mentoring.registry.services.place_lists import (
    PlaceImport,
    import_places,
)
from mentoring.registry.services.places import (
    add_place,
    change_place,
    change_sentra,
    create_sentra,
)
from mentoring.registry.services.proposals import (
    accept_proposal,
    decline_proposal,
    propose_change_of_member,
    propose_new_member,
    withdraw_proposal,
)
from mentoring.registry.services.reach import (
    recount_reach,
    request_recount,
)
from mentoring.registry.services.readings import Reading, note_reading
from mentoring.registry.services.scanning import (
    requeue_stale_scans,
    scan_for_duplicates,
    start_scan,
)
from mentoring.registry.services.ties import (
    Conflict,
    OtherSide,
    conflicts_between,
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
    juragan_between,
    require_beneficiaries,
)
from mentoring.registry.services.vulnerability_versions import (
    add_vulnerability_version,
    load_default_vulnerability_version,
    questions_on,
)

__all__ = [
    "Conflict",
    "EnteredIdentifier",
    "OtherSide",
    "Override",
    "PlaceImport",
    "Reading",
    "Row",
    "SeenCrafter",
    "Told",
    "accept_proposal",
    "add_group_to_cluster",
    "add_member",
    "add_place",
    "add_vulnerability_version",
    "answer_complaint",
    "ask_for_data_copy",
    "ask_for_erasure",
    "assess_person",
    "change_cluster",
    "change_group",
    "change_person",
    "change_place",
    "change_role",
    "change_sentra",
    "check_list",
    "close_complaint",
    "complaint_readers",
    "conflicts_between",
    "correct_entry",
    "create_cluster",
    "create_group",
    "create_sentra",
    "current_places",
    "decline_proposal",
    "delete_unused",
    "dissolve_group",
    "end_cluster_membership",
    "end_mandate",
    "end_membership",
    "end_seat",
    "end_tie",
    "enrol_from_census",
    "enrol_new_person",
    "ensure_user",
    "enter_identifier",
    "erase_person",
    "escalate_complaint",
    "escalate_late_complaints",
    "family_of",
    "forget_list",
    "freeze_ranks",
    "give_consent",
    "grant_mandate",
    "import_places",
    "juragan_among",
    "juragan_between",
    "keep_cluster_document",
    "keep_complaint_from",
    "keep_group_document",
    "keep_named_from",
    "leave_complaint",
    "leave_public_complaint",
    "left_behind",
    "list_crafters",
    "load_consent_texts",
    "load_default_vulnerability_version",
    "look_again",
    "make_data_copy",
    "merge_groups",
    "merge_people",
    "newest_text",
    "note_likeness",
    "note_missing_identifier",
    "note_reading",
    "note_specific_data",
    "note_work",
    "open_ties",
    "propose_change_of_member",
    "propose_new_member",
    "questions_on",
    "record_tie",
    "recount_reach",
    "reform_group",
    "refuse_erasure",
    "register_person",
    "relatives_among",
    "remove_portrait",
    "rename_group",
    "rename_place",
    "replace_place",
    "request_recount",
    "requeue_stale_imports",
    "requeue_stale_scans",
    "require_beneficiaries",
    "require_consent",
    "require_order",
    "reseal_ties",
    "reveal_identifier",
    "rotate_identifier_keys",
    "run_import",
    "say_two_people",
    "scan_for_duplicates",
    "seat_on_board",
    "set_group_status",
    "set_portrait",
    "split_group",
    "start_scan",
    "take_back_list",
    "take_in_list",
    "take_over_suggestions",
    "take_up_complaint",
    "tidy_data_copies",
    "try_again",
    "undo_merge",
    "withdraw_consent",
    "withdraw_proposal",
    "write_consent_text",
    "write_list",
]
