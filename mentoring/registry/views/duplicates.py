"""Probable duplicates: the list, two records side by side, and what is decided."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from mentoring.errors import MentoringError
from mentoring.registry import services
from mentoring.registry.errors import NothingToUndo
from mentoring.registry.forms.duplicates import DecisionForm
from mentoring.registry.models import (
    DuplicateCase,
    DuplicateScan,
    DuplicateState,
    Membership,
    Person,
    PersonMerge,
)
from mentoring.registry.permissions import can_decide_duplicate, can_search_duplicates
from mentoring.registry.views.rows import ActionView, RowIndexView, RowInspectView


@dataclass(frozen=True)
class Compared:
    """One line of the comparison: the same detail of both records, as text."""

    label: str
    a: str
    b: str

    @property
    def differs(self) -> bool:
        return bool(self.a and self.b and self.a != self.b)


def compared(case: DuplicateCase) -> list[Compared]:
    """Details of both records that at least one of them has. Numbers by their last four."""
    people = list(
        Person.objects.filter(pk__in=[case.person_a_id, case.person_b_id])
        .select_related("place")
        .prefetch_related("identifiers", "memberships__group")
    )
    people.sort(key=lambda person: person.pk)
    a, b = (_details(person) for person in people)
    return [Compared(label, a[label], b[label]) for label in a if a[label] or b[label]]


def _details(person: Person) -> dict[str, str]:
    field = Person._meta.get_field
    return {
        str(field("full_name").verbose_name): person.full_name,
        str(field("nickname").verbose_name): person.nickname,
        str(field("sex").verbose_name): str(person.get_sex_display()),
        gettext("Born"): _birth(person),
        str(field("birthplace").verbose_name): person.birthplace,
        str(field("hamlet").verbose_name): person.hamlet,
        str(field("place").verbose_name): str(person.place or ""),
        str(field("phone").verbose_name): person.phone,
        gettext("Identity numbers"): ", ".join(
            f"{number.kind} …{number.last_four}"
            for number in person.identifiers.all()
            if number.last_four
        ),
        pgettext("crafters", "Groups"): ", ".join(_groups(person)),
        gettext("Account"): gettext("yes") if person.user_id else "",
    }


def _birth(person: Person) -> str:
    if person.born_on:
        return date_format(person.born_on, "j F Y")
    year = str(person.birth_year or "")
    return gettext("about %(year)s") % {"year": year} if person.is_birth_estimated else year


def _groups(person: Person) -> list[str]:
    memberships: list[Membership] = list(person.memberships.all())
    return [
        gettext("%(group)s since %(day)s")
        % {"group": each.group.name, "day": date_format(each.starts_on, "j M Y")}
        for each in memberships
    ]


class DuplicateIndexView(RowIndexView):
    template_name = "mentoring_registry/admin/duplicates.html"

    def get_add_url(self) -> None:
        return None

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().with_people()

    def get_queryset(self) -> Any:
        """Open ones unless the asker filters by state."""
        rows = super().get_queryset()
        return rows if self.request.GET.get("state") else rows.open()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            last_scan=DuplicateScan.objects.first(),
            can_search=can_search_duplicates(self.request.user),
        )


class DuplicateInspectView(RowInspectView):
    template_name = "mentoring_registry/admin/duplicate.html"
    page_title = _("Compare")

    def get_queryset(self) -> Any:
        return super().get_queryset().with_people()

    def get_edit_url(self) -> None:
        return None

    def get_delete_url(self) -> None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.object
        return super().get_context_data(
            **kwargs,
            compared=compared(case),
            merge=case.merges.filter(undone_at__isnull=True).select_related("kept").first(),
            can_decide=can_decide_duplicate(self.request.user, case),
            is_open=case.state == DuplicateState.OPEN,
            is_different=case.state == DuplicateState.DIFFERENT,
        )


class DecideView(ActionView):
    """Side by side once more, and the decision."""

    model = DuplicateCase
    form_class = DecisionForm
    viewset_name = "mentoring_duplicate"
    page_title = _("Decide")
    submit_label = _("Save decision")
    template_name = "mentoring_registry/admin/decide_duplicate.html"

    def may(self) -> bool:
        return can_decide_duplicate(self.request.user, self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.object}

    def act(self, form: Any) -> None:
        verdict, note = form.cleaned_data["verdict"], form.cleaned_data["note"]
        who_and_when = {"now": timezone.now(), "note": note, "case": self.object}
        if verdict == "different":
            services.say_two_people(decided_by=self.request.user, **who_and_when)
            return
        keep = self.object.person_a if verdict == "a" else self.object.person_b
        services.merge_people(keep=keep, merged_by=self.request.user, **who_and_when)

    def done(self) -> str:
        return gettext("Your decision is kept. It can be undone here.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, compared=compared(self.object))


class _ConfirmView(ActionView):
    model = DuplicateCase
    form_class = Form
    viewset_name = "mentoring_duplicate"

    def may(self) -> bool:
        return can_decide_duplicate(self.request.user, self.object)


class UndoMergeView(_ConfirmView):
    page_title = _("Undo the merge")
    submit_label = _("Make two records again")

    def act(self, form: Any) -> None:
        merge: PersonMerge | None = self.object.merges.order_by("-merged_at").first()
        if merge is None:
            raise NothingToUndo()
        services.undo_merge(merge=merge, undone_by=self.request.user, now=timezone.now())

    def done(self) -> str:
        return gettext("The two records stand apart again.")


class LookAgainView(_ConfirmView):
    page_title = _("Look again")
    submit_label = _("Look at them again")

    def act(self, form: Any) -> None:
        services.look_again(case=self.object, asked_by=self.request.user)

    def done(self) -> str:
        return gettext("The pair is open again.")


class StartScanView(LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if not can_search_duplicates(request.user):
            raise PermissionDenied
        try:
            services.start_scan(started_by=request.user)
        except MentoringError as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, gettext("The search has started. Come back in a minute."))
        return redirect(reverse("mentoring_duplicate:index"))
