"""Study visits (studi banding): guests who come to learn, and groups that go to learn."""

import secrets
import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.sessions import MentoringSession, SessionState

# Days after the visit on which somebody asks what came of a promised practice.
CHECKED_AFTER_DAYS = (60, 90)
MOST_PRACTICES = 3
# Without letters and digits that look alike.
_RECEIPT_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class StudyDirection(models.TextChoices):
    IN = "in", _("guests come to us")
    OUT = "out", _("we go to learn")


class StudyPurpose(models.TextChoices):
    PROCESS = "process", _("how it is made")
    MARKETING = "marketing", _("how it is sold")
    KUR = "kur", _("how to get a KUR loan")


class StudyVisitState(models.TextChoices):
    """What the coordinator said. Whether it took place is a matter of its session."""

    ASKED = "asked", _("waits for an answer")
    APPROVED = "approved", pgettext_lazy("study visit", "approved")
    DECLINED = "declined", pgettext_lazy("study visit", "declined")
    CALLED_OFF = "called_off", pgettext_lazy("study visit", "called off")


STUDY_VISIT_TRANSITIONS: dict[str, frozenset[str]] = {
    StudyVisitState.ASKED: frozenset({StudyVisitState.APPROVED, StudyVisitState.DECLINED}),
    StudyVisitState.APPROVED: frozenset({StudyVisitState.CALLED_OFF}),
    StudyVisitState.DECLINED: frozenset(),
    StudyVisitState.CALLED_OFF: frozenset(),
}


def new_receipt() -> str:
    """Ten signs by which whoever asked finds the answer again."""
    return "".join(secrets.choice(_RECEIPT_SIGNS) for _sign in range(10))


class StudyVisitQuerySet(VisibleQuerySet):
    def incoming(self) -> "StudyVisitQuerySet":
        return self.filter(direction=StudyDirection.IN)

    def outgoing(self) -> "StudyVisitQuerySet":
        return self.filter(direction=StudyDirection.OUT)

    def waiting(self) -> "StudyVisitQuerySet":
        return self.filter(state=StudyVisitState.ASKED)

    def standing(self) -> "StudyVisitQuerySet":
        """Approved, to come or held; not those whose session was not held."""
        gone = (SessionState.NOT_HELD, SessionState.CANCELLED)
        return self.filter(state=StudyVisitState.APPROVED).exclude(session__state__in=gone)


class StudyVisit(models.Model):
    """One visit to learn. `group` is the host of guests, or the group that goes out.

    body: who comes, or who is visited. The contact is of the guests' body and is forgotten
    with time. `host_group` is a group of the programme that is visited by one of ours;
    `host_person` somebody known who hosts it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    direction = models.CharField(_("direction"), max_length=4, choices=StudyDirection.choices)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=StudyVisitState.choices,
        default=StudyVisitState.ASKED,
    )
    purpose = models.CharField(_("what for"), max_length=12, choices=StudyPurpose.choices)
    body = models.CharField(_("office or group"), max_length=120)
    contact_name = models.CharField(_("contact"), max_length=100, blank=True)
    contact_phone = models.CharField(_("phone of the contact"), max_length=16, blank=True)
    contact_email = models.EmailField(_("e-mail address of the contact"), blank=True)
    people_count = models.PositiveSmallIntegerField(
        _("how many people"), validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    wished_on = models.DateField(_("day that was asked for"))
    sentra = models.ForeignKey(
        "mentoring_registry.Sentra",
        verbose_name=_("craft centre"),
        on_delete=models.PROTECT,
        related_name="study_visits",
    )
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="study_visits",
    )
    host_group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=_("group that is visited"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="study_visits_hosted_for_others",
    )
    host_person = models.ForeignKey(
        "mentoring_registry.Person",
        verbose_name=_("person who is visited"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    session = models.OneToOneField(
        MentoringSession,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="study_visit",
    )
    receipt = models.CharField(max_length=12, unique=True, default=new_receipt, editable=False)
    choice_reason = models.CharField(_("why this host"), max_length=200, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = StudyVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("study visit")
        verbose_name_plural = _("study visits")
        ordering = ["-wished_on", "-asked_at", "pk"]
        permissions = [("view_all_studyvisit", "Can see every study visit")]
        indexes = [
            models.Index(fields=["sentra", "direction", "wished_on"], name="study_visit_sentra_day")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=StudyVisitState.APPROVED)
                | Q(group__isnull=False, session__isnull=False),
                name="an_approved_study_visit_has_a_group_and_a_session",
            ),
            models.CheckConstraint(
                condition=~Q(state=StudyVisitState.DECLINED) | ~Q(answer=""),
                name="a_declined_study_visit_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} – {date_format(self.wished_on, 'j F Y')}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_sessions:study_visit", args=[self.pk])

    @property
    def is_incoming(self) -> bool:
        return self.direction == StudyDirection.IN

    @property
    def is_waiting(self) -> bool:
        return self.state == StudyVisitState.ASKED

    @property
    def is_held(self) -> bool:
        return self.session is not None and self.session.is_held


class StudyParticipant(models.Model):
    """Somebody of ours who goes out to learn."""

    visit = models.ForeignKey(
        StudyVisit,
        verbose_name=_("study visit"),
        on_delete=models.CASCADE,
        related_name="participants",
    )
    person = models.ForeignKey(
        "mentoring_registry.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="study_places",
    )

    class Meta:
        verbose_name = _("who goes along")
        verbose_name_plural = _("who goes along")
        ordering = ["visit", "person__full_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="everybody_goes_along_once")
        ]

    def __str__(self) -> str:
        return str(self.person)


class StudyPurchase(models.Model):
    """What guests bought of one group, in whole rupiah."""

    visit = models.ForeignKey(
        StudyVisit,
        verbose_name=_("study visit"),
        on_delete=models.CASCADE,
        related_name="purchases",
    )
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="study_purchases",
    )
    rupiah = models.PositiveBigIntegerField(_("rupiah"), validators=[MinValueValidator(1)])
    goods = models.CharField(_("what was bought"), max_length=120, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("purchase of guests")
        verbose_name_plural = _("purchases of guests")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(rupiah__gte=1), name="guests_bought_for_something")
        ]

    def __str__(self) -> str:
        return f"{self.group} – Rp{self.rupiah}"


class PromisedPractice(models.Model):
    """Something that was seen on a visit and will be tried at home."""

    visit = models.ForeignKey(
        StudyVisit,
        verbose_name=_("study visit"),
        on_delete=models.CASCADE,
        related_name="practices",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.CharField(_("what will be tried"), max_length=200)

    class Meta:
        verbose_name = _("promised practice")
        verbose_name_plural = _("promised practices")
        ordering = ["visit", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "number"], name="one_promised_practice_per_visit_and_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_PRACTICES),
                name="a_visit_promises_up_to_three_practices",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Adoption(models.TextChoices):
    """What came of a promised practice."""

    YES = "yes", _("yes, it is done so now")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


class PracticeCheck(models.Model):
    """The question, so many days after the visit, what came of a promised practice."""

    practice = models.ForeignKey(
        PromisedPractice,
        verbose_name=_("promised practice"),
        on_delete=models.CASCADE,
        related_name="checks",
    )
    after_days = models.PositiveSmallIntegerField(
        _("days after the visit"), choices=[(days, str(days)) for days in CHECKED_AFTER_DAYS]
    )
    due_on = models.DateField(_("asked on"))
    adoption = models.CharField(
        _("is it done now?"), max_length=8, choices=Adoption.choices, blank=True
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("check of a promised practice")
        verbose_name_plural = _("checks of promised practices")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["checked_on", "due_on"], name="practice_check_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "after_days"], name="one_check_per_practice_and_time"
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, adoption="")
                | (Q(checked_on__isnull=False) & ~Q(adoption="")),
                name="a_check_of_a_practice_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} – {self.due_on}"
