"""A field that finds a place by code or name, with or without scripts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.registry.models import Place
from mentoring.registry.place_search import full_path, the_place_meant

_SUGGESTED = 4


class PlaceInput(forms.TextInput):
    """A line to type in; where scripts run, places are suggested with their full path.

    offered: the places its reader is responsible for, where only those are suggested and
    named; None for those of the whole country.
    """

    template_name = "mentoring_registry/place_input.html"
    offered: QuerySet | None = None

    class Media:
        js = ("mentoring/places.js",)
        css = {"all": ("mentoring/places.css",)}

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Place):
            return f"{value.code} {full_path(value)}"
        places = Place.objects.all() if self.offered is None else self.offered
        known = places.filter(pk=value).select_related("parent__parent__parent").first()
        return f"{known.code} {full_path(known)}" if known else super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        address = reverse("mentoring_registry:places_json")
        context["widget"]["attrs"] |= {
            "autocomplete": "off",
            "data-places": f"{address}?in_charge=1" if self.offered is not None else address,
        }
        context["search_page"] = reverse("mentoring_registry:place_search")
        return context


class PlaceField(forms.CharField):
    """Cleans to a Place; what may mean several is refused with what it may mean.

    offered: the places that may be chosen, all of them if it is None.
    """

    widget = PlaceInput

    def __init__(self, **kwargs: Any) -> None:
        self.offered: QuerySet | None = None
        kwargs.setdefault("label", gettext_lazy("Village"))
        kwargs.setdefault(
            "help_text",
            gettext_lazy("Name or code, for example: Tutul Jember, or 35.09.10.2003"),
        )
        kwargs.setdefault("max_length", 300)
        super().__init__(**kwargs)

    def offer(self, places: QuerySet) -> None:
        """Let only `places` be chosen and suggested."""
        self.offered = places
        self.widget.offered = places

    def clean(self, value: Any) -> Place | None:
        text = super().clean(value)
        if not text:
            return None
        found = the_place_meant(text, self.offered)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(self._why_nothing(text))
        first = "; ".join(f"{place.code} {full_path(place)}" for place in found[:_SUGGESTED])
        raise ValidationError(
            _("Several places are called so. Write the code of the one you mean: %(places)s")
            % {"places": first}
        )

    def _why_nothing(self, text: str) -> str:
        if self.offered is not None and the_place_meant(text):
            return _(
                "This place is not in your area. Choose a village of yours, "
                "or ask whoever gives mandates."
            )
        return _("No place is called so. Try fewer letters, or the code of the village.")

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = initial.pk if isinstance(initial, Place) else initial
        return str(before or "") != str(data or "").strip().partition(" ")[0]
