"""Whether I, or a crafter I accompany, want messages."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.registry.models import Membership, Person
from mentoring.registry.permissions import can_keep_person
from mentoring.reminders.contacts import contacts_of
from mentoring.reminders.forms import WishForm
from mentoring.reminders.models import Channel, ContactPreference
from mentoring.reminders.permissions import groups_to_ask
from mentoring.reminders.reaching import Reach, reach
from mentoring.reminders.services import set_wish
from mentoring.reminders.views.codes import why
from mentoring.reminders.ways import ways


@login_required
def my_wish(request: HttpRequest) -> HttpResponse:
    wish = ContactPreference.objects.filter(user=request.user).first()
    form = _form(request, wish)
    if form.is_valid():
        now = timezone.now()
        set_wish(wants=form.wants_them, now=now, user_id=request.user.pk)
        # What a crafter is told as a member of a group she does not want either.
        if person := Person.objects.present().filter(user=request.user).first():
            set_wish(wants=form.wants_them, now=now, person_id=person.pk)
        messages.success(request, _("Saved."))
        return redirect("mentoring_reminders:my_wish")
    return _page(request, form, wish)


@login_required
def wish_of(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a crafter told her facilitator."""
    person = get_object_or_404(Person.objects.visible_to(request.user).present(), pk=pk)
    if not can_keep_person(request.user, person):
        raise PermissionDenied(_("Her facilitator or coordinator writes this down."))
    wish = ContactPreference.objects.filter(person=person).first()
    form = _form(request, wish)
    if form.is_valid():
        set_wish(wants=form.wants_them, now=timezone.now(), person_id=person.pk)
        messages.success(request, _("Saved."))
        return redirect("mentoring_reminders:wish_of", person.pk)
    return _page(request, form, wish, person)


@login_required
def group_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How a message would reach each member today, by the rule that sends it."""
    today = timezone.localdate()
    group = get_object_or_404(groups_to_ask(request.user, today), pk=pk)
    people = [each.person for each in Membership.objects.roster(today).filter(group=group)]
    contacts = contacts_of([], [person.pk for person in people], today)
    by, lines = ways(), []
    for person in people:
        contact = contacts.of(person_id=person.pk)
        found = Reach(why_not="gone") if contact is None else reach(contact, by)
        way = Channel(found.way.channel).label if found.way else ""
        lines.append((person, way, why(found.why_not)))
    return render(request, "mentoring_reminders/group.html", {"group": group, "lines": lines})


def _form(request: HttpRequest, wish: ContactPreference | None) -> WishForm:
    wants = wish is None or wish.stopped_at is None
    return WishForm(request.POST or None, initial={"wants": "ya" if wants else "tidak"})


def _page(
    request: HttpRequest,
    form: WishForm,
    wish: ContactPreference | None,
    person: Person | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "person": person,
        "is_unreachable": wish is not None and wish.unreachable_since is not None,
    }
    return render(request, "mentoring_reminders/wish.html", context)
