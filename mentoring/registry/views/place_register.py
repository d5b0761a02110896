"""The register of places: what each is called, what became of it, and what names it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mentoring.registry import services
from mentoring.registry.forms import RenamePlaceForm, ReplacePlaceForm
from mentoring.registry.models import Place, PlaceChange, PlaceChangeKind
from mentoring.registry.permissions import can_change_places
from mentoring.registry.place_references import references_to
from mentoring.registry.place_search import full_path, places_matching
from mentoring.registry.views.rows import (
    ActionView,
    RowCreateView,
    RowEditView,
    RowIndexView,
    RowInspectView,
)

WITH_PATH = "parent__parent__parent"


class PlaceIndexView(RowIndexView):
    exports_names = False

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related(WITH_PATH)

    def search_queryset(self, queryset: Any) -> Any:
        """By code, name, or a name and those of the places above it."""
        if not self.is_searching:
            return queryset
        return places_matching(self.search_query, queryset)


class PlaceCreateView(RowCreateView):
    def save_instance(self) -> Place:
        return services.add_place(added_by=self.request.user, **self.form.cleaned_data)


class PlaceEditView(RowEditView):
    def save_instance(self) -> Place:
        return services.change_place(
            place=self.object, changes=self.form.cleaned_data, changed_by=self.request.user
        )


class PlaceInspectView(RowInspectView):
    template_name = "mentoring_registry/admin/place.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(WITH_PATH)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            path=full_path(self.object),
            changes=history_of(self.object),
            references=references_to(self.object),
            can_change=self.can_change,
            may_become=can_change_places(self.request.user) and self.object.valid_to is None,
        )


class PlaceBecomesView(ActionView):
    """A form that says what became of a place; it shows first what names the place."""

    model = Place
    viewset_name = "mentoring_place"
    template_name = "mentoring_registry/admin/place_change.html"

    def may(self) -> bool:
        return can_change_places(self.request.user) and self.object.valid_to is None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"references": references_to(self.object), "path": full_path(self.object)}
        return super().get_context_data(**(context | kwargs))


class RenamePlaceView(PlaceBecomesView):
    form_class = RenamePlaceForm
    page_title = _("Give the place a new name")
    submit_label = _("Save the new name")

    def act(self, form: Any) -> None:
        services.rename_place(place=self.object, renamed_by=self.request.user, **form.cleaned_data)

    def done(self) -> str:
        return gettext("The place is now called %(name)s. The old name stays in its history.") % {
            "name": self.object.name
        }


class ReplacePlaceView(PlaceBecomesView):
    """`act=look` says what would happen, `act=replace` does it."""

    form_class = ReplacePlaceForm
    page_title = _("Say what became of the place")
    submit_label = _("Write the change down")

    def form_valid(self, form: Any) -> HttpResponse:
        if self.request.POST.get("act") == "replace":
            return super().form_valid(form)
        return self.render_to_response(self.get_context_data(form=form, preview=self.preview(form)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, looks_first=True)

    def preview(self, form: Any) -> list[str]:
        """Sentences that say what the change would do, before anything is written."""
        named = ", ".join(str(place) for place in form.parts())
        told = [
            gettext("%(old)s leads to %(new)s; its code stays findable and takes nothing new.")
            % {"old": self.object, "new": named}
        ]
        rows = sum(reference.count for reference in references_to(self.object))
        if form.cleaned_data["kind"] == PlaceChangeKind.SPLIT:
            told.append(_stay(rows))
        else:
            told.append(_go_along(rows))
        inside = Place.objects.filter(parent=self.object, valid_to__isnull=True).count()
        if inside:
            told.append(
                ngettext(
                    "%(count)d place lies inside it. Say of it, too, what it became.",
                    "%(count)d places lie inside it. Say of each, too, what it became.",
                    inside,
                )
                % {"count": inside}
            )
        return told

    def act(self, form: Any) -> None:
        said = form.cleaned_data
        services.replace_place(
            old=self.object,
            new=form.parts(),
            kind=said["kind"],
            happened_on=said["happened_on"],
            source=said["source"],
            recorded_by=self.request.user,
        )

    def done(self) -> str:
        return gettext("Written down what became of %(place)s.") % {"place": self.object}


def history_of(place: Place) -> Any:
    """Changes that led to `place` and away from it, the oldest first. One query."""
    led = PlaceChange.objects.filter(old=place) | PlaceChange.objects.filter(new=place)
    return led.select_related("old", "new")


def _stay(rows: int) -> str:
    return ngettext(
        "%(count)d row stays with the old code until somebody says in which part it lies.",
        "%(count)d rows stay with the old code until somebody says in which part each lies.",
        rows,
    ) % {"count": rows}


def _go_along(rows: int) -> str:
    return ngettext(
        "%(count)d row goes along to the new place.",
        "%(count)d rows go along to the new place.",
        rows,
    ) % {"count": rows}
