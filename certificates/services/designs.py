"""Designs from draft to retirement: drawn with a form, tried with hard names, approved, frozen."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from wagtail.log_actions import log

from certificates.errors import DesignFixed, NotAllowed, SampleDoesNotFit
from certificates.models import CertificateTemplate, DesignState, TemplateVersion
from certificates.permissions import can_keep_designs
from certificates.rendering.choices import Choices
from certificates.rendering.designs import STARTERS, Design, load_design
from certificates.rendering.press import Press, Sheet, Workshop
from certificates.rendering.restrictions import check_design
from certificates.rendering.samples import KNOWN, NAMES, personal_sample, shared_sample
from certificates.services.snapshots import name_size


def frozen_design(design: Design) -> dict[str, Any]:
    """The fields of a version that keep `design`."""
    return {
        "folder": design.folder,
        "front_html": design.front_html,
        "back_html": design.back_html,
        "style_css": design.style_css,
        "drawing_html": design.drawing,
        "assets": dict(design.assets),
        "digest": design.digest,
    }


def design_of(version: TemplateVersion) -> Design:
    """The design as frozen in `version`; its asset files are checked when they are read."""
    return Design(
        folder=version.folder,
        front_html=version.front_html,
        back_html=version.back_html,
        style_css=version.style_css,
        assets=version.assets,
        drawing=version.drawing_html,
    )


def next_number(template: CertificateTemplate) -> int:
    return (template.versions.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def begin_design(*, starter: str, name: str, made_by: Any) -> TemplateVersion:
    """Return the first draft of a new design called `name`, begun from `starter`.

    Raises NotAllowed.
    """
    _require(made_by)
    code = slugify(name)[:32] or starter.replace("_", "-")
    taken = CertificateTemplate.objects.filter(code__startswith=code).count()
    template = CertificateTemplate.objects.create(
        code=f"{code}-{taken + 1}" if taken else code, name=name
    )
    return _draft(template, starter, STARTERS[starter].choices, made_by)


@transaction.atomic
def begin_version(*, template: CertificateTemplate, made_by: Any) -> TemplateVersion:
    """Return the draft of `template`: the one there is, or a new one like its newest version.

    Raises NotAllowed.
    """
    _require(made_by)
    newest = template.versions.order_by("-number").first()
    if newest.state == DesignState.DRAFT:
        return newest
    choices = Choices.from_json(newest.choices)
    return _draft(template, newest.folder, choices, made_by)


@transaction.atomic
def change_draft(*, version: TemplateVersion, choices: Choices, changed_by: Any) -> TemplateVersion:
    """Draw the draft `version` anew with `choices`. Raises NotAllowed, DesignFixed."""
    _require(changed_by)
    design = load_design(version.folder, choices)
    changed = TemplateVersion.objects.filter(pk=version.pk, state=DesignState.DRAFT).update(
        choices=choices.as_json(), **frozen_design(design)
    )
    if not changed:
        raise DesignFixed(design=version)
    version.refresh_from_db()
    return version


@transaction.atomic
def approve_design(*, version: TemplateVersion, approved_by: Any) -> TemplateVersion:
    """Freeze the draft `version`; new batches take it from now on, older ones keep theirs.

    Every sample name is laid out first. Raises NotAllowed, DesignFixed, SampleDoesNotFit,
    TagNotAllowed, UnknownPlaceholder.
    """
    _require(approved_by)
    design = design_of(version)
    check_design(design, KNOWN)
    press = Press(Workshop(design), shared_sample(), b"")
    for name in NAMES.values():
        if not press.fits(_sample_sheet(name)):
            raise SampleDoesNotFit(name=name)
    changed = TemplateVersion.objects.filter(pk=version.pk, state=DesignState.DRAFT).update(
        state=DesignState.APPROVED, approved_by=approved_by, approved_at=timezone.now()
    )
    if not changed:
        raise DesignFixed(design=version)
    log(instance=version.template, action="certificates.approve_design", user=approved_by)
    version.refresh_from_db()
    return version


@transaction.atomic
def retire_design(*, version: TemplateVersion, retired_by: Any) -> TemplateVersion:
    """No new batch takes `version`; what was prepared with it is printed as it was prepared.

    Raises NotAllowed.
    """
    _require(retired_by)
    TemplateVersion.objects.filter(pk=version.pk, state=DesignState.APPROVED).update(
        state=DesignState.RETIRED, retired_at=timezone.now()
    )
    log(instance=version.template, action="certificates.retire_design", user=retired_by)
    version.refresh_from_db()
    return version


def preview(*, version: TemplateVersion, sample: str) -> bytes:
    """The PDF of `version` with the sample name `sample` (a key of `NAMES`), as it would be.

    Raises PageCountChanged if the name does not fit, KeyError for an unknown sample.
    """
    press = Press(Workshop(design_of(version)), shared_sample(), b"")
    return press.print(_sample_sheet(NAMES[sample]))


def _sample_sheet(name: str) -> Sheet:
    values = personal_sample(name, name_size(name))
    return Sheet(values=values, verify_url=values["verify_url"], identifier="sample")


def _draft(
    template: CertificateTemplate, folder: str, choices: Choices, made_by: Any
) -> TemplateVersion:
    version = TemplateVersion.objects.create(
        template=template,
        number=next_number(template),
        choices=choices.as_json(),
        made_by=made_by,
        **frozen_design(load_design(folder, choices)),
    )
    log(instance=template, action="certificates.begin_design", user=made_by)
    return version


def _require(user: Any) -> None:
    if not can_keep_designs(user):
        raise NotAllowed(issuer="-")
