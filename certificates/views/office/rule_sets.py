"""Rule sets in the admin: read a version, make the next one from it. No version ever changes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from certificates import permissions
from certificates.models import Issuer, RuleSet
from certificates.paging import page_of
from certificates.rules import Parameter, RuleKind, rule_kinds
from certificates.services import create_rule_set
from certificates.views.office.screens import page, require


class RuleSetForm(forms.Form):
    """One row of fields for each kind of rule: whether it counts, and its numbers."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    takes_over = forms.BooleanField(
        label=gettext_lazy("Types that use an older version use this one from now on"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, before: RuleSet | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = {rule.kind: rule for rule in before.rules.all()} if before else {}
        self.kinds = rule_kinds()
        if before:
            self.fields["name"].initial = before.name
        else:
            del self.fields["takes_over"]
            self.fields["issuer"] = forms.ModelChoiceField(
                Issuer.objects.all(), label=gettext_lazy("Issuer")
            )
            self.fields["code"] = forms.SlugField(label=gettext_lazy("Code"), max_length=40)
        for name, kind in self.kinds.items():
            rule = used.get(name)
            self.fields[f"{name}:use"] = forms.BooleanField(
                label=kind.label, required=False, initial=rule is not None
            )
            for parameter, known in kind.parameters.items():
                value = rule.params.get(parameter) if rule else getattr(known, "default", None)
                self.fields[f"{name}:{parameter}"] = _field(known, value)

    def groups(self) -> list[dict[str, Any]]:
        """Per kind of rule: the switch, and the fields of its numbers."""
        return [
            {
                "use": self[f"{name}:use"],
                "numbers": [self[f"{name}:{parameter}"] for parameter in kind.parameters],
            }
            for name, kind in self.kinds.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.rules = []
        for name, kind in self.kinds.items():
            if cleaned.get(f"{name}:use"):
                self.rules.append((name, self._params(name, kind)))
        if not self.rules:
            raise ValidationError(_("Choose at least one rule."))
        return cleaned

    def _params(self, name: str, kind: type[RuleKind]) -> dict[str, Any]:
        typed = {one: self.cleaned_data.get(f"{name}:{one}") for one in kind.parameters}
        try:
            return kind.checked_params(typed)
        except ValidationError as refused:
            first = next(iter(kind.parameters))
            self.add_error(f"{name}:{first}", refused)
            return {}


def _field(known: Any, value: Any) -> forms.Field:
    if not isinstance(known, Parameter):
        return forms.BooleanField(label=known.label, required=False, initial=bool(value))
    return forms.CharField(
        label=known.label,
        required=False,
        initial=value,
        max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


def rule_sets(request: HttpRequest) -> HttpResponse:
    """The newest version of each rule set."""
    require(permissions.can_keep_rules(request.user))
    newest: dict[tuple[int, str], RuleSet] = {}
    for row in RuleSet.objects.select_related("issuer").prefetch_related("rules", "types"):
        newest.setdefault((row.issuer_id, row.code), row)
    shown = page_of(list(newest.values()), request.GET.get("p"))
    return page(request, "rule_sets", _("Rules"), page=shown)


def new_version(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The next version of a rule set, or a first one."""
    require(permissions.can_keep_rules(request.user))
    before = get_object_or_404(RuleSet.objects.select_related("issuer"), pk=pk) if pk else None
    form = RuleSetForm(request.POST or None, before=before)
    if request.method == "POST" and form.is_valid():
        made = create_rule_set(
            issuer=before.issuer if before else form.cleaned_data["issuer"],
            code=before.code if before else form.cleaned_data["code"],
            name=form.cleaned_data["name"],
            rules=form.rules,
            takes_over=bool(form.cleaned_data.get("takes_over")),
            made_by=request.user,
        )
        messages.success(request, _("Version %(number)d is kept.") % {"number": made.version})
        return redirect("certificates_admin:rule_sets")
    title = str(before) if before else _("New rule set")
    return page(
        request,
        "rule_set",
        title,
        (reverse("certificates_admin:rule_sets"), _("Rules")),
        form=form,
        before=before,
    )
