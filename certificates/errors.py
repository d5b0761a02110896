"""Every refusal of this plugin: a stable `code` and a sentence that says what, why, what next."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _


class CertificatesError(Exception):
    """The base. Keyword arguments fill the message and stay on `facts`."""

    code: ClassVar[str] = "certificates_error"
    message: ClassVar[Any] = _("This cannot be done now. Ask the administrator.")

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message) % self.facts if self.facts else str(self.message)


class NotAllowed(CertificatesError):
    code = "not_allowed"
    message = _(
        "Your role at %(issuer)s does not allow this. Ask the head of %(issuer)s for the role."
    )


class OwnBatch(CertificatesError):
    code = "own_batch"
    message = _("You prepared this batch. Somebody else must approve it.")


class BatchAlreadyOpen(CertificatesError):
    code = "batch_already_open"
    message = _(
        "A batch of these certificates for “%(occasion)s” is already open. "
        "Finish or cancel it first."
    )


class BatchNotPrepared(CertificatesError):
    code = "batch_not_prepared"
    message = _("This batch no longer waits for approval. Load the page again to see its state.")


class NobodyEligible(CertificatesError):
    code = "nobody_eligible"
    message = _("Nobody in “%(occasion)s” meets every rule yet. See the table for what is missing.")


class OccasionUnknown(CertificatesError):
    code = "occasion_unknown"
    message = _("This training is no longer known. Go back to the list of trainings.")


class OccasionNotClosed(CertificatesError):
    code = "occasion_not_closed"
    message = _("“%(occasion)s” is still running. Close the training first.")


class ForeignOccasion(CertificatesError):
    code = "foreign_occasion"
    message = _("“%(occasion)s” belongs to another issuer than %(issuer)s. Choose its own type.")


class NoSignatory(CertificatesError):
    code = "no_signatory"
    message = _("%(issuer)s has no signatory on %(day)s. Enter one with that day, then try again.")


class IssuedBeforeTheEnd(CertificatesError):
    code = "issued_before_the_end"
    message = _("The issue date %(day)s is before the last day of the training, %(end)s.")


class NumberPatternUnclear(CertificatesError):
    code = "number_pattern_unclear"
    message = _(
        "The number pattern “%(pattern)s” cannot be used: %(why)s "
        "Known parts are {seq:03d}, {kejuruan}, {body}, {roman_month}, {month}, {year}, {type}."
    )


class NumberPatternClash(CertificatesError):
    code = "number_pattern_clash"
    message = _(
        "“%(pattern)s” would give one number to two types (%(other)s has it too). "
        "Add {type} to the pattern."
    )


class UnknownRule(CertificatesError):
    code = "unknown_rule"
    message = _(
        "No rule is called “%(kind)s” here. The plugin that knew it may have been removed; "
        "install it again, or make a new version of the rule set without it."
    )


class RenewalBeforeTheBeginning(CertificatesError):
    code = "renewal_before_the_beginning"
    message = _(
        "A certificate that is valid for %(months)d months would be due for renewal on the day "
        "it is issued. Type at most %(most)d days."
    )


class RenewalNotByHand(CertificatesError):
    code = "renewal_not_by_hand"
    message = _(
        "A renewal has no list on which somebody confirms by hand. Choose a rule set without it."
    )


class AlreadyRenewed(CertificatesError):
    code = "already_renewed"
    message = _(
        "%(serial)s is renewed already, or its renewal is being prepared. "
        "A certificate is renewed once; then the newer one is."
    )


class NotRenewable(CertificatesError):
    code = "not_renewable"
    message = _(
        "%(serial)s cannot be renewed, because it is: %(state)s. "
        "Only what was made here and is valid or expired can be."
    )


class NothingToRenew(CertificatesError):
    code = "nothing_to_renew"
    message = _("%(serial)s is valid for good. There is nothing to renew.")


class OutsideRenewalWindow(CertificatesError):
    code = "outside_renewal_window"
    message = _(
        "%(serial)s may be renewed from %(first)s until %(last)s, and %(day)s is not within that "
        "time. Before it, wait; after it, a new training is needed."
    )


class RenewalRuleMissed(CertificatesError):
    """facts: name, sentence (that of the first rule)."""

    code = "renewal_rule_missed"
    message = _("%(name)s misses a rule of the renewal: %(sentence)s Leave her out, or mend it.")


class NothingChosen(CertificatesError):
    code = "nothing_chosen"
    message = _("Tick at least one certificate.")


class RenewedNotCorrected(CertificatesError):
    code = "renewed_not_corrected"
    message = _(
        "%(serial)s was renewed, so it stays as it is. Ask for the correction of the newer one."
    )


class FallbackMisfit(CertificatesError):
    code = "fallback_misfit"
    message = _(
        "Only a certificate can have a statement beside it, and only one of the same issuer. "
        "Choose another statement, or none."
    )


class DesignChanged(CertificatesError):
    code = "design_changed"
    message = _(
        "The files of the design “%(design)s” differ from the approved version. "
        "Register a new version of the design, then prepare the batch again."
    )


class AssetMissing(CertificatesError):
    """facts: name."""

    code = "asset_missing"
    message = _(
        "A font or drawing of the design is missing on the machine that should print, and nothing "
        "is printed with another one. The administrator completes the installation there; then "
        "repeat what failed: the numbers stay."
    )


class PortraitLost(CertificatesError):
    """facts: name."""

    code = "portrait_lost"
    message = _(
        "The portrait of %(name)s that was put aside for this certificate is not there any more. "
        "Restore it from the backup and try again, or revoke the number and prepare her anew."
    )


class UnknownPlaceholder(CertificatesError):
    code = "unknown_placeholder"
    message = _("The design uses [[%(name)s]], which no certificate has. Correct the design.")


class AssetNotAllowed(CertificatesError):
    code = "asset_not_allowed"
    message = _("The design asks for “%(url)s”, which is not one of its own files.")


class PageCountChanged(CertificatesError):
    code = "page_count_changed"
    message = _("The text does not fit on the front page. Shorten the longest lines.")


class NotRevocable(CertificatesError):
    code = "not_revocable"
    message = _("Only a valid certificate can be revoked. This one is: %(state)s.")


class CheckIsStale(CertificatesError):
    code = "check_is_stale"
    message = _(
        "What “%(occasion)s” says about its people has changed since it was checked. "
        "Look at the table again, and prepare the batch anew."
    )


class BatchNotRunning(CertificatesError):
    code = "batch_not_running"
    message = _("This batch is not being printed now, so it cannot be stopped.")


class BatchNotStopped(CertificatesError):
    code = "batch_not_stopped"
    message = _("This batch is not stopped. Load the page again to see its state.")


class BatchStopped(CertificatesError):
    code = "batch_stopped"
    message = _("This batch is stopped. Let it go on first, then repeat the failed ones.")


class NumberStands(CertificatesError):
    code = "number_stands"
    message = _(
        "Only a number whose certificate failed to print can be made void. "
        "The state of %(serial)s is: %(state)s."
    )


class ReasonMissing(CertificatesError):
    code = "reason_missing"
    message = _("Say why in a few words: the register keeps it for good.")


class NotHoldable(CertificatesError):
    code = "not_holdable"
    message = _("Only a valid certificate can be put under review. This one is: %(state)s.")


class NotHeld(CertificatesError):
    code = "not_held"
    message = _("This certificate is not under review. It is: %(state)s.")


class AlreadyAsked(CertificatesError):
    code = "already_asked"
    message = _(
        "A correction of %(serial)s is already asked for. The issuer answers it; then another "
        "can be asked for."
    )


class NameUnchanged(CertificatesError):
    code = "name_unchanged"
    message = _("Type the right name; the certificate already says “%(name)s”.")


class NotAsked(CertificatesError):
    code = "not_asked"
    message = _("This correction was decided already: %(state)s.")


class NotReplaceable(CertificatesError):
    code = "not_replaceable"
    message = _(
        "Only a certificate that was made here and is valid or under review can be replaced. "
        "This one is: %(state)s."
    )


class OwnRequest(CertificatesError):
    code = "own_request"
    message = _("You asked for this correction. Somebody else must decide it.")


class OwnCertificate(CertificatesError):
    code = "own_certificate"
    message = _("You would get one of these certificates yourself. Somebody else must approve it.")


class HandedOverTooEarly(CertificatesError):
    code = "handed_over_too_early"
    message = _(
        "%(day)s cannot be: a paper is handed over from its issue date, %(issued)s, until today."
    )


class ReceiverMissing(CertificatesError):
    code = "receiver_missing"
    message = _("Only valid certificates are handed over, and to somebody with a name.")


class NotDuplicable(CertificatesError):
    code = "not_duplicable"
    message = _("Only a valid certificate that was made here has duplicates. It is: %(state)s.")


class NothingPrinted(CertificatesError):
    code = "nothing_printed"
    message = _("No certificate of this batch is printed yet, or there is no such part.")


class NothingFailed(CertificatesError):
    code = "nothing_failed"
    message = _("No certificate of this batch failed. There is nothing to repeat.")


class NoActiveKey(CertificatesError):
    code = "no_active_key"
    message = _(
        "%(issuer)s has no active key for this: %(purpose)s. "
        "Ask the administrator to make one under “Signing keys”."
    )


class KeyFileLost(CertificatesError):
    code = "key_file_lost"
    message = _(
        "The private key %(kid)s cannot be read from its file %(file)s. "
        "Restore the file from the backup, or make a new key."
    )


class KeyCompromisedInTheFuture(CertificatesError):
    code = "key_compromised_in_the_future"
    message = _("The time since when key %(kid)s was in other hands cannot lie ahead.")


class DesignFixed(CertificatesError):
    code = "design_fixed"
    message = _("%(design)s is approved and never changes. Begin a new version of it.")


class NoDesignInUse(CertificatesError):
    code = "no_design_in_use"
    message = _("The design “%(design)s” has no approved version. Ask the administrator for one.")


class SampleDoesNotFit(CertificatesError):
    code = "sample_does_not_fit"
    message = _(
        "With the name “%(name)s” the front page does not fit. Shorten the words or show less."
    )


class PreflightFailed(CertificatesError):
    """facts: count, sentence (that of the first finding)."""

    code = "preflight_failed"
    message = _(
        "%(count)d certificates could not be printed as they are, so no number was used. "
        "First: %(sentence)s See “Check the printing”."
    )


class NameNotPrintable(CertificatesError):
    """facts: sentence, that of the finding."""

    code = "name_not_printable"
    message = _("%(sentence)s Write the name in a shorter or plainer way.")


class NamePrintableOtherwise(CertificatesError):
    """facts: sentence; fix, the name as it could be printed."""

    code = "name_printable_otherwise"
    message = _("%(sentence)s It could be printed as “%(fix)s”.")


class TagNotAllowed(CertificatesError):
    code = "tag_not_allowed"
    message = _("The design uses “%(what)s”, which no design may use. Take it out.")


class SigningNotInstalled(CertificatesError):
    code = "signing_not_installed"
    message = _(
        "Signing PDFs needs a library that is not installed here. "
        "Ask the administrator to install the extra “sign”."
    )


class BadgesNotInstalled(CertificatesError):
    code = "badges_not_installed"
    message = _(
        "Digital badges need a library that is not installed here. Ask the administrator to "
        "install the extra “badges”, or take the badge out of the certificate type."
    )


class SignatureNotValid(CertificatesError):
    """facts: why."""

    code = "signature_not_valid"
    message = _(
        "The file has no signature that holds (%(why)s). Sign the file as it was sent out, "
        "change nothing in it, and upload it again."
    )


class AlreadySigned(CertificatesError):
    code = "already_signed"
    message = _("%(number)s is signed already. Nothing was changed.")


class NotOurFile(CertificatesError):
    code = "not_our_file"
    message = _(
        "This is not the file of %(number)s as it went out with a signature behind it. "
        "Download it here, sign that file, and upload what the service gives back."
    )


class UnknownSignedFile(CertificatesError):
    code = "unknown_signed_file"
    message = _(
        "No certificate that waits here belongs to this file. Sign the files as they went out and "
        "bring back what the service gives, without saving it anew in another program."
    )


class NoRoomForSignature(CertificatesError):
    code = "no_room_for_signature"
    message = _(
        "The signature for %(number)s is larger than the room in its file. Ask the signing "
        "service for one without extra certificates, or send the whole file out."
    )


class TooManyFiles(CertificatesError):
    code = "too_many_files"
    message = _("The zip has more than %(most)d files. Bring them back in several zips.")


class ZipBroken(CertificatesError):
    code = "zip_broken"
    message = _("This part of the zip is damaged. Pack and bring it back once more.")


class ZipTooLarge(CertificatesError):
    code = "zip_too_large"
    message = _("Unpacked, the zip has more than %(most)d MB. Bring the rest back in another zip.")


class NothingToSign(CertificatesError):
    code = "nothing_to_sign"
    message = _("No certificate of this batch waits for a signature from outside.")


class NoLongerValid(CertificatesError):
    code = "no_longer_valid"
    message = _("%(number)s is no longer valid, so its file stays as it is.")


class FileTooLarge(CertificatesError):
    code = "file_too_large"
    message = _("The file is larger than %(most)d MB. A signed certificate is far smaller.")


class SheetNumberUnclear(CertificatesError):
    code = "sheet_number_unclear"
    message = _(
        "“%(number)s” cannot be counted on from. Write the number of the first sheet as it is "
        "printed on it, ending in digits, for example A-000123."
    )


class SheetNumberTaken(CertificatesError):
    code = "sheet_number_taken"
    message = _(
        "Of the sheets %(first)s to %(last)s one is used already, or one of these certificates has "
        "a good sheet. Void the spoiled sheet first, or check the first number."
    )


class SheetSpoiled(CertificatesError):
    code = "sheet_spoiled"
    message = _("Sheet %(number)s is void already.")


def refusal_by_code(code: str) -> type[CertificatesError] | None:
    """The class whose `code` was stored with a row, None for a code of no refusal."""
    return next((kind for kind in CertificatesError.__subclasses__() if kind.code == code), None)
