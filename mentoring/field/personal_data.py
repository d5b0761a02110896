"""What this room keeps about one person: her phones, and what they sent."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mentoring.field.models import Device, Envelope, Upload
from mentoring.field.readable import of_sealed
from mentoring.field.retention import forget_payloads
from mentoring.field.services.tidying import forget_uploads
from mentoring.personal_data import Section, Subject, section


class FieldData:
    """This room's answer to the hook `register_personal_data`."""

    name = "mentoring.field"

    def describe(self) -> list[str]:
        return [
            _("Your phones: their names, when they were heard of, and when they were signed out."),
            _("What your phones sent, word for word, for some months after it was answered."),
            _("Of sealed records, in which others answer, only the kind, the day and the group."),
            _("Photographs and recordings as your phones sent them, until records have them."),
        ]

    def export(self, subject: Subject) -> list[Section]:
        devices = Device.objects.filter(user__in=subject.user_ids)
        sent = Envelope.objects.filter(device__in=devices)
        return [
            section(
                "phones",
                _("My phones"),
                devices,
                ["name", "state", "enrolled_at", "last_seen_at", "revoked_at"],
            ),
            _without_sealed_words(
                section(
                    "phone_records",
                    _("What my phones sent"),
                    sent,
                    [
                        *("type", "recorded_at", "recorded_at_as_told", "received_at", "answer"),
                        "payload",
                    ],
                ),
                sent,
            ),
            section(
                "phone_files",
                _("Files that my phones sent"),
                Upload.objects.filter(device__in=devices),
                ["media_type", "bytes", "begun_at", "finished_at", "attached_at"],
            ),
        ]

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        """Of whose phone it was; what it said of others lives in the rooms that took it over.

        What other phones sent of her goes by its time: nobody but its room can read it.
        """
        devices = Device.objects.filter(user__in=subject.user_ids)
        devices.update(name="-", revoked_reason="")
        forget_payloads(Envelope.objects.filter(device__in=devices), now=now)
        forget_uploads(Upload.objects.filter(device__in=devices, attached_at__isnull=False))
        return [_("That a phone sent records stays, without what they said.")]


def _without_sealed_words(part: Section, sent: QuerySet) -> Section:
    """What members answered is theirs, and sealed: her copy names the record, not its words."""
    told = of_sealed(sent)
    for envelope, row in zip(sent, part["rows"], strict=True):
        if envelope.pk in told:
            row["payload"] = _("Sealed, because it says what others answered: %(record)s") % {
                "record": told[envelope.pk]
            }
    return part
