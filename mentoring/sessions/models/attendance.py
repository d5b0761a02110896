"""Who was at a session, and how."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.sessions import MentoringSession


class AttendanceStatus(models.TextChoices):
    """Present, three ways of not being there, and guests, who are outside every rate."""

    HADIR = "hadir", _("present")
    IZIN = "izin", _("excused")
    SAKIT = "sakit", _("ill")
    ALPA = "alpa", _("absent")
    TAMU = "tamu", _("guest")


# Two records of one visit may say two things of one person: what counts is the first of these.
STRONGEST_FIRST = (
    AttendanceStatus.HADIR,
    AttendanceStatus.TAMU,
    AttendanceStatus.IZIN,
    AttendanceStatus.SAKIT,
    AttendanceStatus.ALPA,
)


class AttendanceQuerySet(VisibleQuerySet):
    def counted(self) -> "AttendanceQuerySet":
        """Marks that figures count: one of each person for one visit, however often told."""
        return self.filter(is_counted=True)


class Attendance(models.Model):
    """One person at one session; a guest nobody registered is kept by name only.

    `is_counted`: whether figures count this mark (`services.counting`). A guest who was
    proposed as a member keeps her `proposal`: once it is accepted, the mark is hers.
    `guest_key`: under which the phone knows a guest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="attendances",
    )
    person = models.ForeignKey(
        "mentoring_registry.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attendances",
    )
    guest_name = models.CharField(_("guest"), max_length=100, blank=True)
    guest_key = models.UUIDField(null=True, blank=True, editable=False)
    guest_hamlet = models.CharField(_("hamlet of the guest"), max_length=80, blank=True)
    proposal = models.ForeignKey(
        "mentoring_registry.MembershipProposal",
        verbose_name=_("proposed as a member"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="attendances",
    )
    status = models.CharField(_("attendance"), max_length=8, choices=AttendanceStatus.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    is_counted = models.BooleanField(_("counts in figures"), default=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    received_at = models.DateTimeField(_("received at"))

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["session", "person__full_name", "guest_name", "pk"]
        permissions = [("view_all_attendance", "Can see every attendance")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], name="one_attendance_per_person_and_session"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, guest_name="")
                | (Q(person__isnull=True, status=AttendanceStatus.TAMU) & ~Q(guest_name="")),
                name="an_attendance_names_a_person_or_a_guest",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[AttendanceStatus.HADIR, AttendanceStatus.TAMU])
                | Q(minutes=0),
                name="only_those_present_have_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.guest_name} – {self.get_status_display()}"
