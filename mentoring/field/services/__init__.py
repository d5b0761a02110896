"""Verbs of this room."""

from mentoring.field.services.attaching import (
    note_attached,
    offer_again,
    offer_old_ones_again,
)
from mentoring.field.services.deciding import (
    accept_held,
    ask_facilitator,
    can_carry_out,
    resolve_conflict,
    throw_away,
)
from mentoring.field.services.enrolling import (
    Invitation,
    NewPhone,
    enrol,
    invite_phone,
    reseal_phones,
)
from mentoring.field.services.pushing import push, try_again
from mentoring.field.services.rescuing import bring_in_rescue_file
from mentoring.field.services.resealing import reseal_records
from mentoring.field.services.revoking import revoke_device, say_farewell
from mentoring.field.services.tidying import tidy_uploads
from mentoring.field.services.unlocking import give_unlock_code, take_secret, unlock
from mentoring.field.services.uploads import add_piece, begin_upload

__all__ = [
    "Invitation",
    "NewPhone",
    "accept_held",
    "add_piece",
    "ask_facilitator",
    "begin_upload",
    "bring_in_rescue_file",
    "can_carry_out",
    "enrol",
    "give_unlock_code",
    "invite_phone",
    "note_attached",
    "offer_again",
    "offer_old_ones_again",
    "push",
    "reseal_phones",
    "reseal_records",
    "resolve_conflict",
    "revoke_device",
    "say_farewell",
    "take_secret",
    "throw_away",
    "tidy_uploads",
    "try_again",
    "unlock",
]
