"""Why a backup or a restore is refused."""

from django.utils.translation import gettext_lazy as _

from balai.errors import SiteError


class OperationsError(SiteError):
    code = "operations_error"


class NothingToBackUp(OperationsError):
    code = "nothing_to_back_up"
    message = _(
        "There is no database to back up here. Start the site once, or name the place of "
        "its data in PENDAMPING_VAR and its kind in STACK."
    )


class SiteNotEmpty(OperationsError):
    code = "site_not_empty"
    message = _(
        "This site already holds %(what)s. Restore into a fresh checkout, or set "
        "PENDAMPING_VAR to an empty folder."
    )


class BrokenBackup(OperationsError):
    code = "broken_backup"
    message = _(
        "The file %(name)s is not a whole backup (%(why)s). Use another copy of it; "
        "nothing was changed."
    )


class BackupFromNewerVersion(OperationsError):
    code = "backup_from_newer_version"
    message = _(
        "The backup was made by a newer version of Pendamping (it knows %(migration)s). "
        "Update this checkout, then restore."
    )


class PassphraseMissing(OperationsError):
    code = "passphrase_missing"
    message = _(
        "Keys leave the site only locked. Give a passphrase of at least %(length)d characters "
        "in PENDAMPING_BACKUP_PASSPHRASE."
    )


class WrongPassphrase(OperationsError):
    code = "wrong_passphrase"
    message = _(
        "The passphrase does not open the keys in this backup. Try again with the one it "
        "was made with, or restore without keys."
    )
