"""What becomes of a group: another name, a split, a merge, an end, a new start."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.registry import services
from mentoring.registry.forms import DissolveForm, MergeForm, NewGroupForm, RenameForm
from mentoring.registry.models import CrafterGroup, GroupStatus, Person
from mentoring.registry.permissions import can_edit_group
from mentoring.registry.views.rows import ActionView


class GroupChangeView(ActionView):
    """A form about one group that stands; subclasses say which change."""

    model = CrafterGroup
    viewset_name = "mentoring_group"
    # The group whose page is shown afterwards.
    outcome: CrafterGroup | None = None
    staying: Sequence[Person] = ()

    def may(self) -> bool:
        return can_edit_group(self.request.user, self.object) and not self.object.is_dissolved

    def cautions(self) -> list[str]:
        """Names whoever should have come along and could not."""
        names = ", ".join(sorted(person.full_name for person in self.staying))
        if not names:
            return []
        return [
            gettext(
                "Not carried over, because they are juragan now or their record is gone: "
                "%(names)s. What was stays written down."
            )
            % {"names": names}
        ]

    def note_staying(self, people: Collection[Person], day: date) -> None:
        keys = services.left_behind(people, day)
        self.staying = [person for person in people if person.pk in keys]

    def get_initial(self) -> dict[str, Any]:
        return {"happened_on": timezone.localdate()}

    def get_success_url(self) -> str:
        return reverse("mentoring_group:inspect", args=[(self.outcome or self.object).pk])


class RenameGroupView(GroupChangeView):
    form_class = RenameForm
    page_title = _("Give the group a new name")
    submit_label = _("Save the new name")

    def act(self, form: Any) -> None:
        services.rename_group(group=self.object, renamed_by=self.request.user, **form.cleaned_data)

    def done(self) -> str:
        return gettext("The group is now called %(name)s. The old name stays in its history.") % {
            "name": self.object.name
        }


class SplitGroupView(GroupChangeView):
    form_class = NewGroupForm
    page_title = _("Split the group")
    submit_label = _("Make the new group")

    def people(self) -> QuerySet:
        return Person.objects.members_of(self.object, timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": self.people().order_by("full_name")}

    def act(self, form: Any) -> None:
        said = dict(form.cleaned_data)
        self.note_staying(list(said["people"]), said["happened_on"])
        self.outcome = services.split_group(
            group=self.object,
            leaving=list(said.pop("people")),
            split_by=self.request.user,
            **said,
        )

    def done(self) -> str:
        return gettext("%(group)s is a group of its own now. It needs a facilitator.") % {
            "group": self.outcome
        }


class ReformGroupView(SplitGroupView):
    page_title = _("Form the group again")

    def may(self) -> bool:
        return (
            can_edit_group(self.request.user, self.object)
            and self.object.status != GroupStatus.ACTIVE
        )

    def people(self) -> QuerySet:
        return Person.objects.filter(pk__in=self.object.memberships.values("person"))

    def act(self, form: Any) -> None:
        said = dict(form.cleaned_data)
        self.note_staying(list(said["people"]), said["happened_on"])
        self.outcome = services.reform_group(
            group=self.object,
            people=list(said.pop("people")),
            reformed_by=self.request.user,
            **said,
        )


class MergeGroupView(GroupChangeView):
    form_class = MergeForm
    page_title = _("Merge into another group")
    submit_label = _("Merge the groups")
    takes_user = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "group": self.object}

    def act(self, form: Any) -> None:
        said = form.cleaned_data
        members = Person.objects.members_of(self.object, said["happened_on"])
        self.note_staying(list(members), said["happened_on"])
        services.merge_groups(
            groups=[self.object],
            into=said["into"],
            happened_on=said["happened_on"],
            note=said["note"],
            merged_by=self.request.user,
        )
        self.outcome = said["into"]

    def done(self) -> str:
        return gettext("The members of %(old)s belong to %(new)s now.") % {
            "old": self.object,
            "new": self.outcome,
        }


class DissolveGroupView(GroupChangeView):
    form_class = DissolveForm
    page_title = _("Dissolve the group")
    submit_label = _("Dissolve the group")

    def act(self, form: Any) -> None:
        services.dissolve_group(
            group=self.object,
            happened_on=form.cleaned_data["happened_on"],
            note=form.cleaned_data["note"],
            dissolved_by=self.request.user,
        )

    def done(self) -> str:
        return gettext("%(group)s is dissolved. Its history stays.") % {"group": self.object}
