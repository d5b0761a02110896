"""Writing instruments: drafts, their publication, new versions, and forms brought in."""

from copy import deepcopy
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.incubation.errors import InstrumentIsPublished, NotYoursToAuthor, NotYoursToOpen
from mentoring.incubation.instrument_problems import refuse_problems, repeated_codes
from mentoring.incubation.models import Cycle, CycleInstrument, InstrumentVersion
from mentoring.incubation.permissions import can_author, can_open_cycle
from mentoring.incubation.services.instruments import describe_instrument, write_version
from mentoring.incubation.xlsform_import import Imported, definition_in


@transaction.atomic
def start_new_version(*, version: InstrumentVersion, started_by: Any) -> InstrumentVersion:
    """Return a draft that asks what `version` asks, under the next number.

    Raises NotYoursToAuthor.
    """
    _refuse_stranger(started_by)
    definition = deepcopy(describe_instrument(version=version))
    definition["number"] = _next_number(definition["code"])
    draft = write_version(definition)
    log(instance=draft, action="wagtail.create", user=started_by)
    return draft


@transaction.atomic
def change_draft(
    *, version: InstrumentVersion, definition: dict[str, Any], changed_by: Any
) -> InstrumentVersion:
    """Return the draft with what `definition` says; its code and number stay.

    A draft may be incomplete: what is missing is asked when it is published.
    Raises NotYoursToAuthor, InstrumentIsPublished.
    """
    _refuse_stranger(changed_by)
    if version.is_published:
        raise InstrumentIsPublished(instrument=str(version))
    refuse_problems(definition, of=repeated_codes)
    said = {**definition, "code": version.instrument.code, "number": version.number}
    changed = write_version(said)
    log(instance=changed, action="wagtail.edit", user=changed_by)
    return changed


@transaction.atomic
def publish_version(*, version: InstrumentVersion, published_by: Any) -> InstrumentVersion:
    """From now on `version` may be asked, and it does not change any more.

    Raises NotYoursToAuthor, InstrumentIsPublished, InstrumentIncomplete naming what to mend.
    """
    _refuse_stranger(published_by)
    if version.is_published:
        raise InstrumentIsPublished(instrument=str(version))
    refuse_problems(describe_instrument(version=version))
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    log(instance=version, action="mentoring.publish_instrument", user=published_by)
    return version


@transaction.atomic
def import_xlsform(*, content: bytes, imported_by: Any) -> tuple[InstrumentVersion, Imported]:
    """Return a draft with what the XLSForm workbook asks, and the reading with the list of
    what had no place in it; how long it was stays in the log.

    A form whose code is known becomes the next version of that instrument.
    Raises NotYoursToAuthor, NoXLSForm, XLSFormLibraryMissing.
    """
    _refuse_stranger(imported_by)
    read = definition_in(content)
    refuse_problems(read.definition, of=repeated_codes)
    code = read.definition["code"]
    known = InstrumentVersion.objects.filter(instrument__code=code).first()
    if known is not None:
        # What earlier versions asked of whom, and how the instrument is called, stays.
        read.definition["name"] = known.instrument.name
        read.definition["subject"] = known.instrument.subject
    draft = write_version({**read.definition, "number": _next_number(code)})
    log(
        instance=draft,
        action="mentoring.import_instrument",
        user=imported_by,
        data={"left_out": len(read.left_out)},
    )
    return draft, read


@transaction.atomic
def choose_instruments(*, cycle: Cycle, versions: list[InstrumentVersion], chosen_by: Any) -> Cycle:
    """Ask `versions` in `cycle` beside the instrument that scores its groups.

    One that a round of the cycle used stays, whatever is chosen. Raises NotYoursToOpen.
    """
    if not can_open_cycle(chosen_by, cycle.place):
        raise NotYoursToOpen(place=cycle.place.name)
    asked = InstrumentVersion.objects.filter(rounds__enrolment__cycle=cycle)
    used = set(asked.values_list("pk", flat=True))
    wanted = {one.pk for one in versions} | used
    rows = CycleInstrument.objects.filter(cycle=cycle)
    rows.exclude(version__in=wanted).delete()
    known = set(rows.values_list("version", flat=True)) | {cycle.instrument_version_id}
    CycleInstrument.objects.bulk_create(
        CycleInstrument(cycle=cycle, version_id=key) for key in sorted(wanted - known)
    )
    log(instance=cycle, action="wagtail.edit", user=chosen_by)
    return cycle


def _refuse_stranger(user: Any) -> None:
    if not can_author(user):
        raise NotYoursToAuthor()


def _next_number(code: str) -> int:
    versions = InstrumentVersion.objects.filter(instrument__code=code)
    return (versions.aggregate(last=Max("number"))["last"] or 0) + 1
