"""Who depends on whom in business: restricted rows, read by few."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.intervals import DatedRow, on_day
from mentoring.registry.models.people import Person
from mentoring.scopes import VisibleQuerySet


class TieKind(models.TextChoices):
    """What the other is to the person. A patron often is several: one row each."""

    BUYER = "buyer", _("buys her goods")
    LENDER = "lender", _("has lent to her")
    RELATIVE = "relative", _("relative")
    LANDLORD = "landlord", _("her landlord")


class BusinessTieQuerySet(VisibleQuerySet):
    def on(self, day: date) -> "BusinessTieQuerySet":
        return self.filter(on_day(day))

    def between(self, people: models.QuerySet, user: object) -> "BusinessTieQuerySet":
        """Ties of `user`, through her account or her row in the registers, with `people`."""
        hers = Q(to_user=user) | Q(to_person__user=user)
        towards_her = Q(from_person__in=people) & hers
        from_her = Q(from_person__user=user, to_person__in=people)
        return self.filter(towards_her | from_her)


class BusinessTie(DatedRow):
    """One person's tie to another person, to somebody with an account, or to a named outsider.

    from_person is the one who sells, borrows or rents. Exactly one other end is given. The
    outsider's name and what was agreed are sealed: services open them, the database cannot.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    from_person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="ties"
    )
    to_person = models.ForeignKey(
        Person,
        verbose_name=_("with whom"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ties_towards",
    )
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("with which account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sealed_party = models.TextField(_("name of the outsider, sealed"), blank=True)
    sealed_terms = models.TextField(_("what was agreed, sealed"), blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=TieKind.choices)
    source = models.CharField(_("who told"), max_length=120)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written down by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("written down at"))

    objects = BusinessTieQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("business tie")
        verbose_name_plural = _("business ties")
        ordering = ["-starts_on", "pk"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.CheckConstraint(
                condition=(
                    Q(to_person__isnull=False, to_user__isnull=True, sealed_party="")
                    | Q(to_person__isnull=True, to_user__isnull=False, sealed_party="")
                    | (Q(to_person__isnull=True, to_user__isnull=True) & ~Q(sealed_party=""))
                ),
                name="a_tie_has_exactly_one_other_end",
            ),
            models.CheckConstraint(
                condition=Q(to_person__isnull=True) | ~Q(from_person=models.F("to_person")),
                name="nobody_is_tied_to_herself",
            ),
        ]

    def __str__(self) -> str:
        # Rows of the log keep this text: it names nobody.
        return f"{self._meta.verbose_name} {str(self.pk)[:8]}"
