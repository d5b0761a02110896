from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certificates.services import ArchiveCheck, check_archive

SHOWN = 10


class Command(BaseCommand):
    help = "Compare every certificate's file, printed values and history with their hashes."

    def handle(self, *args: Any, **options: Any) -> None:
        check = check_archive()
        if not check.is_whole:
            raise CommandError(self._complaint(check))
        self.stdout.write(f"Checked {check.checked} certificates: each is as it was issued.")

    def _complaint(self, check: ArchiveCheck) -> str:
        damaged = list(dict.fromkeys([*check.missing, *check.changed, *check.broken]))
        serials = ", ".join(damaged[:SHOWN]) + (" …" if len(damaged) > SHOWN else "")
        return (
            f"Of {check.checked} certificates {len(check.missing)} lack their file, "
            f"{len(check.changed)} differ from what was issued and of {len(check.broken)} "
            f"the history was changed: {serials}. "
            "Bring these files and rows back from another backup."
        )
