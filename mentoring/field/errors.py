"""Refusals of this room."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class CodeNotValid(MentoringError):
    """One sentence for unknown, used, withdrawn and old codes: a guess learns nothing."""

    code = "code_not_valid"
    message = _(
        "This code is not valid. It can be used once and only for some hours. "
        "Ask your coordinator for a new one."
    )


class SecretUnknown(MentoringError):
    code = "secret_unknown"
    message = _("This key was not offered to this phone. Nothing was changed.")


class TooManyTries(MentoringError):
    code = "too_many_tries"
    message = _("Too many codes were tried from here. Wait an hour, then try again.")


class PhoneGone(MentoringError):
    code = "phone_gone"
    message = _("This phone was signed out and emptied. Ask your coordinator for a new invitation.")


class PhoneNotInUse(MentoringError):
    code = "phone_not_in_use"
    message = _("This phone is signed out. Invite it anew if it should be used again.")


class NotSignedOut(MentoringError):
    code = "phone_not_signed_out"
    message = _("This phone is in use. Sign it out first, then it may say goodbye.")


class ReasonMissing(MentoringError):
    code = "reason_missing"
    message = _("Say why, so that whoever asks later can read it.")


class NobodyToInvite(MentoringError):
    code = "nobody_to_invite"
    message = _("This account is closed. Open it again, then invite its phone.")


class BodyTooLarge(MentoringError):
    code = "body_too_large"
    message = _("This is more than fits into one delivery (%(bytes)d bytes). Send it in parts.")


class TooManyRecords(MentoringError):
    code = "too_many_records"
    message = _("At most %(most)d records fit into one delivery. Send the rest afterwards.")


class BodyCut(MentoringError):
    code = "body_cut"
    message = _("Not all of it arrived. Nothing was kept; send it again.")


class BodyUnreadable(MentoringError):
    code = "body_unreadable"
    message = _("This delivery cannot be read. Bring the app up to date, then send it again.")


class UploadNotWanted(MentoringError):
    code = "upload_type_not_wanted"
    message = _("A file of the kind %(media_type)s cannot be kept. Send a picture or a recording.")


class UploadTooLarge(MentoringError):
    code = "upload_too_large"
    message = _("This file is too large (at most %(megabytes)d MB). Make it smaller.")


class UploadQuotaSpent(MentoringError):
    code = "upload_quota_spent"
    message = _(
        "This phone sent as many files as it may in one day. It keeps the rest and sends it "
        "tomorrow by itself."
    )


class UploadDiffers(MentoringError):
    code = "upload_differs"
    message = _("Another file has this number already. Give it a number of its own.")


class UploadOffsetDiffers(MentoringError):
    """offset: how many bytes came so far."""

    code = "upload_offset_differs"
    message = _("%(offset)d bytes of this file came so far. Go on from there.")


class UploadDamaged(MentoringError):
    code = "upload_damaged"
    message = _("The file was damaged on its way. Send it again from the beginning.")


class AlreadyDecided(MentoringError):
    code = "already_decided"
    message = _("Somebody decided this in the meantime. Look at the page again.")


class PayloadForgotten(MentoringError):
    code = "payload_forgotten"
    message = _("What it said was deleted after its time. It cannot be taken over any more.")


class StillHeld(MentoringError):
    """sentence: what the room said."""

    code = "still_held"
    message = _("It cannot be taken over: %(sentence)s")


class NotDecidedHere(MentoringError):
    code = "not_decided_here"
    message = _("The office can only keep its own here. Correct the record on its own page.")


class FieldMissing(MentoringError):
    code = "field_missing"
    message = _("Choose a side for every line, then save again.")


class RescueUnreadable(MentoringError):
    code = "rescue_unreadable"
    message = _(
        "This is no rescue file of this phone, or it is damaged. Save it on the phone once more "
        "and choose that one."
    )


# What is said of a record that the carrier itself cannot hand on: code -> sentence.
HELD = {
    "envelope_unreadable": _("This came in a form we do not know. Your coordinator sees it."),
    "payload_unreadable": _("This record says nothing we can read. Your coordinator sees it."),
    "digest_differs": _("This record was damaged on its way. It is sent again by itself."),
    "impossible_date": _("The date of this record cannot be. Put the clock of the phone right."),
    "type_unknown": _("The office does not know this kind of record. It is kept until it does."),
    "version_unknown": _("The office does not know this form yet. It is kept until it does."),
    "room_failed": _("The office could not take this over. The mistake is ours; it was reported."),
    "phone_revoked": _("This phone was signed out. Your coordinator decides about what it held."),
    "waited_too_long": _("What this belongs to did not come for days. Your coordinator sees it."),
    "parent_dropped": _("What this belongs to was thrown away. Ask your coordinator."),
}
WAITING = {
    "parent_missing": _("Another record must come first. Then this one is taken over."),
    "version_missing": _("What this changes has not come yet. It is taken over as soon as it is."),
}
THROWN_AWAY = "thrown_away"
RETURNED = "returned"
