"""What is done in the registry.

Keyword-only; objects in, object out; each runs in one transaction and writes one line
of the site's log under whoever did it (None: the system itself).
"""

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

__all__ = [
    "EnteredIdentifier",
    "Row",
    "add_member",
    "change_group",
    "change_person",
    "change_sentra",
    "create_group",
    "create_sentra",
    "delete_unused",
    "end_mandate",
    "end_membership",
    "enrol_new_person",
    "ensure_user",
    "enter_identifier",
    "give_consent",
    "grant_mandate",
    "load_consent_texts",
    "newest_text",
    "note_missing_identifier",
    "note_specific_data",
    "note_work",
    "register_person",
    "remove_portrait",
    "require_consent",
    "require_order",
    "reveal_identifier",
    "rotate_identifier_keys",
    "set_portrait",
    "withdraw_consent",
]
