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


class DesignChanged(CertificatesError):
    code = "design_changed"
    message = _(
        "The files of the design “%(design)s” differ from the approved version. "
        "Register a new version of the design, then prepare the batch again."
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


class NothingFailed(CertificatesError):
    code = "nothing_failed"
    message = _("No certificate of this batch failed. There is nothing to repeat.")


def refusal_by_code(code: str) -> type[CertificatesError] | None:
    """The class whose `code` was stored with a row, None for a code of no refusal."""
    return next((kind for kind in CertificatesError.__subclasses__() if kind.code == code), None)
