from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certificates.services import ArchiveCheck, check_archive

SHOWN = 10


class Command(BaseCommand):
    help = "Compare every certificate's file and printed values with the hashes it was issued with."

    def handle(self, *args: Any, **options: Any) -> None:
        check = check_archive()
        if not check.is_whole:
            raise CommandError(self._complaint(check))
        self.stdout.write(f"Checked {check.checked} certificates: each is as it was issued.")

    def _complaint(self, check: ArchiveCheck) -> str:
        damaged = [*check.missing, *check.changed]
        serials = ", ".join(damaged[:SHOWN]) + (" …" if len(damaged) > SHOWN else "")
        return (
            f"Of {check.checked} certificates {len(check.missing)} lack their file and "
            f"{len(check.changed)} differ from what was issued: {serials}. "
            "Bring these files back from another backup."
        )
