"""Writing instruments in the admin: drafts, publication, XLSForm in and out, a preview."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from mentoring.errors import MentoringError
from mentoring.incubation.forms.instruments import (
    ChooseForm,
    ItemForm,
    NothingForm,
    RulesForm,
    SectionForm,
    XLSFormForm,
)
from mentoring.incubation.forms.questions import DimensionForm
from mentoring.incubation.models import Cycle, InstrumentVersion, in_language
from mentoring.incubation.permissions import can_author, can_open_cycle
from mentoring.incubation.services import authoring
from mentoring.incubation.services.instruments import describe_instrument
from mentoring.incubation.xlsform_export import xlsform_of
from mentoring.registry.views.rows import ActionView, warn

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def find_version(request: HttpRequest, pk: int) -> InstrumentVersion:
    """A version this user may read in the admin; 403 without the permission."""
    if not request.user.has_perm("mentoring_incubation.view_instrumentversion"):
        raise PermissionDenied
    versions = InstrumentVersion.objects.visible_to(request.user).select_related("instrument")
    return get_object_or_404(versions, pk=pk)


@login_required
def xlsform(request: HttpRequest, pk: int) -> HttpResponse:
    version = find_version(request, pk)
    content = xlsform_of(describe_instrument(version=version))
    name = f"{version.instrument.code}-v{version.number}.xlsx"
    return HttpResponse(
        content,
        content_type=_XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole form as a facilitator sees it; it sends nothing."""
    version = find_version(request, pk)
    dimensions = version.with_items()
    items = [item for one in dimensions for item in one.items.all()]
    sections = [
        {
            "dimension": one,
            "questions": list(
                DimensionForm(items=one.items.all(), given={}, every_item=items).questions()
            ),
        }
        for one in dimensions
    ]
    context = {
        "version": version,
        "caution": in_language(version.caution),
        "sections": sections,
    }
    return render(request, "mentoring_incubation/admin/preview.html", context)


class _VersionView(ActionView):
    model = InstrumentVersion
    form_class: Any = NothingForm
    viewset_name = "mentoring_instrument"

    def may(self) -> bool:
        return can_author(self.request.user)


class NewVersionView(_VersionView):
    page_title = _("Begin a new version")
    submit_label = _("Begin")

    def act(self, form: Any) -> None:
        self.object = authoring.start_new_version(version=self.object, started_by=self.request.user)

    def done(self) -> str:
        return gettext("The new version is a draft. Change it, then publish it.")


class PublishView(_VersionView):
    page_title = _("Publish this version")
    submit_label = _("Publish these questions")

    def act(self, form: Any) -> None:
        authoring.publish_version(version=self.object, published_by=self.request.user)

    def done(self) -> str:
        return gettext("The version is published and no longer changes.")


class _DraftView(_VersionView):
    """Changes one part of the draft's definition."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.definition = describe_instrument(version=self.object)

    def change(self, definition: dict[str, Any]) -> None:
        authoring.change_draft(
            version=self.object, definition=definition, changed_by=self.request.user
        )

    def done(self) -> str:
        return gettext("The draft is saved.")


class RulesView(_DraftView):
    page_title = _("Words and rules")
    form_class = RulesForm

    def get_initial(self) -> dict[str, Any]:
        return RulesForm.initial_of(self.definition)

    def act(self, form: Any) -> None:
        self.change(form.changed(self.definition))


class SectionView(_DraftView):
    page_title = _("Section")
    form_class = SectionForm

    def get_initial(self) -> dict[str, Any]:
        sections = self.definition["dimensions"]
        place = _place(sections, self.kwargs.get("code"))
        if place is None:
            return {"place": len(sections) + 1, "weight": 0}
        return SectionForm.initial_of(sections[place], place + 1)

    def act(self, form: Any) -> None:
        sections = list(self.definition["dimensions"])
        place = _place(sections, self.kwargs.get("code"))
        items = [] if place is None else sections.pop(place)["items"]
        if not form.cleaned_data["is_removed"]:
            sections.insert(form.cleaned_data["place"] - 1, form.section(items))
        self.change({**self.definition, "dimensions": sections})


class ItemView(_DraftView):
    page_title = _("Question")
    form_class = ItemForm

    def get_form_kwargs(self) -> dict[str, Any]:
        sections = [
            (one["code"], f"{one['code']} {in_language(one['name'])}")
            for one in self.definition["dimensions"]
        ]
        return {**super().get_form_kwargs(), "sections": sections}

    def get_initial(self) -> dict[str, Any]:
        wanted = self.kwargs.get("code")
        for section in self.definition["dimensions"]:
            codes = [one["code"] for one in section["items"]]
            if wanted in codes:
                place = codes.index(wanted)
                return ItemForm.initial_of(section["items"][place], section["code"], place + 1)
        if wanted is not None:
            raise Http404
        return {"place": 1, "weight": 1}

    def act(self, form: Any) -> None:
        wanted = self.kwargs.get("code")
        sections = [
            {**one, "items": [item for item in one["items"] if item["code"] != wanted]}
            for one in self.definition["dimensions"]
        ]
        if not form.cleaned_data["is_removed"]:
            target = next(one for one in sections if one["code"] == form.cleaned_data["section"])
            target["items"].insert(form.cleaned_data["place"] - 1, form.item())
        self.change({**self.definition, "dimensions": sections})


def _place(rows: list[dict[str, Any]], code: str | None) -> int | None:
    """Where `code` stands; None for a new one. 404 for one that is not there."""
    if code is None:
        return None
    for place, one in enumerate(rows):
        if one["code"] == code:
            return place
    raise Http404


class ImportView(WagtailAdminTemplateMixin, FormView):
    """An XLSForm becomes a draft; what had no place in it is listed."""

    page_title = _("Bring in an XLSForm")
    form_class = XLSFormForm
    template_name = "mentoring_registry/admin/action.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not can_author(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            draft, read = authoring.import_xlsform(
                content=form.cleaned_data["file"].read(), imported_by=self.request.user
            )
        except MentoringError as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, gettext("The form is here as a draft. Look it through."))
        left_out = gettext("Left out, because it has no place here: %(what)s")
        warn(self.request, [left_out % {"what": what} for what in read.left_out])
        return redirect(reverse("mentoring_instrument:inspect", args=[draft.pk]))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("mentoring_instrument:index"), "label": _("Instruments")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            object="",
            submit_label=_("Bring in"),
            back_url=reverse("mentoring_instrument:index"),
        )


class ChooseView(ActionView):
    """What a cycle asks beside the scoring of its groups."""

    model = Cycle
    form_class = ChooseForm
    viewset_name = "mentoring_cycle"
    page_title = _("Choose further instruments")

    def may(self) -> bool:
        return can_open_cycle(self.request.user, self.object.place)

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        versions = InstrumentVersion.objects.published().select_related("instrument")
        form.fields["versions"].queryset = versions.exclude(pk=self.object.instrument_version_id)
        return form

    def get_initial(self) -> dict[str, Any]:
        return {"versions": list(self.object.instruments.values_list("version", flat=True))}

    def act(self, form: Any) -> None:
        authoring.choose_instruments(
            cycle=self.object,
            versions=list(form.cleaned_data["versions"]),
            chosen_by=self.request.user,
        )

    def done(self) -> str:
        return gettext("The further instruments are chosen.")
