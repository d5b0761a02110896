"""Every refusal of curriculum: one class per reason."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _


class CurriculumError(Exception):
    """A refusal with a stable `code` and a full sentence: what, why, and what next.

    Keyword arguments fill the placeholders of `message` and stay on `facts`.
    """

    code: ClassVar[str] = "curriculum_error"
    message: ClassVar[Any] = _("This cannot be done now. Try again later.")

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message) % self.facts if self.facts else str(self.message)


class SoundEmpty(CurriculumError):
    code = "sound_empty"
    message = _("This sound file holds nothing. Record it again, or choose another file.")


class SoundTooHeavy(CurriculumError):
    code = "sound_too_heavy"
    message = _(
        "This sound is %(kilobytes)d kB, more than the %(limit)d kB allowed. "
        "Make it shorter, or save it as mono speech."
    )


class SoundUnknown(CurriculumError):
    code = "sound_unknown"
    message = _(
        "This file is no sound that phones play, whatever its name says. "
        "Save it as Opus, MP3 or M4A (AAC)."
    )


class SoundCutOff(CurriculumError):
    code = "sound_cut_off"
    message = _("The end of this sound is missing or damaged. Copy it again, or record it again.")


class SoundNeedsConverter(CurriculumError):
    code = "sound_needs_converter"
    message = _(
        "This server cannot turn this kind of sound into Opus: the package “av” is not "
        "installed. Save the sound as Opus, MP3 or M4A, or ask an administrator."
    )


class MayNotRecord(CurriculumError):
    code = "may_not_record"
    message = _("You may not add sounds. Ask an administrator, or choose a sound that is there.")


class RecordingMissing(CurriculumError):
    code = "recording_missing"
    message = _("The recording did not arrive. It is still on this page: send it again.")


class SoundNotMp3(CurriculumError):
    code = "sound_not_mp3"
    message = _("This file is not MP3 sound, whatever its name says. Save the sound as MP3.")


class VideoEmpty(CurriculumError):
    code = "video_empty"
    message = _("This video holds nothing. Save it again, or choose another file.")


class VideoCutOff(CurriculumError):
    code = "video_cut_off"
    message = _("The end of this video is missing or damaged. Copy it again, or save it again.")


class VideoTooHeavy(CurriculumError):
    code = "video_too_heavy"
    message = _(
        "This video is %(kilobytes)d kB, more than the %(limit)d kB allowed. "
        "Make it shorter, or save it smaller."
    )


class VideoNotMp4(CurriculumError):
    code = "video_not_mp4"
    message = _("This file is not MP4 video, whatever its name says. Save the video as MP4.")


class PictureUnreadable(CurriculumError):
    code = "picture_unreadable"
    message = _(
        "This picture is damaged or cut off and cannot be shown. "
        "Save or photograph it again, then choose the new file."
    )


class PictureTooLarge(PictureUnreadable):
    code = "picture_too_large"
    message = _(
        "This picture is too large to be opened (at most %(megapixels)d megapixels, all frames "
        "together). Save it smaller, then choose the new file."
    )


class ModuleNotPublished(CurriculumError):
    code = "module_not_published"
    message = _("“%(title)s” has no published version. Publish it, then try again.")


class PackNotPossible(CurriculumError):
    code = "pack_not_possible"
    message = _(
        "“%(title)s” cannot be kept on a phone yet. Read it here, or ask for it to be "
        "published again."
    )


class PrerequisitesInARing(CurriculumError):
    code = "ring"
    message = _(
        "This would go round in a ring, and nobody could begin: %(way)s. "
        "Take away one that is to be read before."
    )


class LessonNotReady(CurriculumError, PermissionDenied):
    """Also a PermissionDenied: where Wagtail publishes without asking us, it takes that back."""

    code = "lesson_not_ready"
    message = _(
        "“%(title)s” is not ready for readers: %(count)d things are to mend. "
        "Open it, mend them, or write there why it is published all the same."
    )


class EventIdTaken(CurriculumError):
    code = "event_id_taken"
    message = _("This record was already sent by somebody else. Open the lesson and try again.")


class NotInThisLesson(CurriculumError):
    code = "not_in_this_lesson"
    message = _("The lesson has changed. Open it again and answer once more.")


class SignInToSend(CurriculumError):
    code = "sign_in_to_send"
    message = _("Sign in, then send again. Everything is still on this phone.")


class ReaderKeyUnknown(CurriculumError):
    code = "reader_key_unknown"
    message = _("This phone is not known here. Sign in with your card, then send again.")


class ReaderKeyEnded(CurriculumError):
    code = "reader_key_ended"
    message = _(
        "The card was replaced, so this record does not count by itself. It is kept, and "
        "somebody will look at it. Sign in with the new card."
    )


class TooManyForReview(CurriculumError):
    code = "too_many_for_review"
    message = _(
        "Too many of your records already wait for somebody to look at them, so this one was "
        "not taken. It is still on this phone. Ask your facilitator to have them looked at."
    )


class BatchUnreadable(CurriculumError):
    code = "batch_unreadable"
    message = _(
        "This is not a list of records with the time it was sent. Nothing was stored; "
        "everything is still on this phone. Update the page, then send again."
    )


class BatchTooLarge(CurriculumError):
    code = "batch_too_large"
    message = _(
        "At most %(limit)d records can be sent at once. Nothing was stored; everything is "
        "still on this phone. Send them in smaller parts."
    )


class EventUnreadable(CurriculumError):
    code = "event_unreadable"
    message = _("This record cannot be read (%(part)s). It is kept, and somebody will look at it.")


class EventTooHeavy(CurriculumError):
    code = "event_too_heavy"
    message = _(
        "This record is heavier than %(limit)d kB. It was not stored. Ask an administrator."
    )


class EventFromTheFuture(CurriculumError):
    code = "event_from_the_future"
    message = _(
        "This record carries a date that has not come yet. It is kept, and somebody will "
        "look at it. Set the clock of the phone."
    )


class UnknownRelease(CurriculumError):
    code = "unknown_release"
    message = _("Nobody knows the version this was read in. It is kept; somebody will look at it.")


class UnknownLesson(CurriculumError):
    code = "unknown_lesson"
    message = _("This lesson no longer exists. The record is kept, and somebody will look at it.")


class UnknownCard(CurriculumError):
    code = "unknown_card"
    message = _(
        "The lesson has no such question or answer. The record is kept; somebody will look at it."
    )


class NotYourReader(CurriculumError):
    code = "not_your_reader"
    message = _(
        "This record belongs to somebody you do not accompany. It was not stored; it stays on "
        "this phone. Let that person sign in, then send again."
    )


class NoChangeWaiting(CurriculumError):
    code = "no_change_waiting"
    message = _(
        "No new version of this lesson waits for your word. Somebody may have accepted it "
        "already; look at the list again."
    )


class AlreadyDecided(CurriculumError):
    code = "already_decided"
    message = _("This proposal is “%(state)s” and cannot go there. Choose another state.")


class ReasonMissing(CurriculumError):
    code = "reason_missing"
    message = _("Whoever proposed this wants to know why not. Write a reason.")


class ReleaseMissing(CurriculumError):
    code = "release_missing"
    message = _("A proposal is done in a release. Choose a release of the same module.")


class PhotoTooHeavy(CurriculumError):
    code = "photo_too_heavy"
    message = _("This photo is too large (at most %(megabytes)d MB). Choose a smaller one.")


class OccasionClosed(CurriculumError):
    code = "occasion_closed"
    message = _(
        "This training is closed, and its results are final. "
        "Ask the programme manager if something is wrong."
    )


class AssessedInTheFuture(CurriculumError):
    code = "assessed_in_the_future"
    message = _("This day has not come yet. Choose the day on which you saw the work.")


class NotACandidate(CurriculumError):
    code = "not_a_candidate"
    message = _("%(name)s does not take part in this training. Look at the list again.")


class AssessingOneself(CurriculumError):
    code = "assessing_oneself"
    message = _(
        "Nobody assesses herself. Leave your own result to another instructor of this training."
    )


class CorrectionReasonMissing(CurriculumError):
    code = "correction_reason_missing"
    message = _("%(name)s has a result already. Write in a few words why it changes.")


class ReleaseNotKept(CurriculumError):
    code = "release_not_kept"
    message = _(
        "“%(title)s” was published before its files were kept, so it cannot be put on paper. "
        "Publish the module again, then try again."
    )


class NothingToCheck(CurriculumError):
    code = "nothing_to_check"
    message = _("“%(title)s” asks no questions, so there is no paper check of it.")


class KeptFileMissing(CurriculumError):
    code = "kept_file_missing"
    message = _(
        "A picture of “%(title)s” is missing where published files are kept. Publish the "
        "module again, or ask the administrator to bring the file back; then try again."
    )


class PrintInterrupted(CurriculumError):
    code = "print_interrupted"
    message = _(
        "The work stopped several times before it was finished. Try again later; if it stays, "
        "tell the administrator."
    )


class UnexpectedFailure(CurriculumError):
    code = "unexpected"
    message = _("Something unexpected happened. Try again; if it stays, tell the administrator.")


def refusal_by_code(code: str) -> type[CurriculumError] | None:
    """The refusal that rows keep as its code alone."""
    return next((each for each in CurriculumError.__subclasses__() if each.code == code), None)


class SettledAlready(CurriculumError):
    code = "settled_already"
    message = _("Somebody settled this record already: %(note)s")


class NoteMissing(CurriculumError):
    code = "note_missing"
    message = _("Write in a few words what came of it. Then settle the record.")
