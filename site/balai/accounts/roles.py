"""The roles people may hold, as data: what each may do. *Where* is a dated row elsewhere.

Places are held by `registry.Mandate`, issuers by `certificates.IssuerMembership`.
A person may hold several roles. No combination lets anybody approve their own work:
services compare persons, not roles.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django_stubs_ext import StrPromise

ROLE_NAMES: dict[str, "StrPromise"] = {
    "crafter": _("Crafter"),
    "facilitator": _("Facilitator"),
    "census_taker": _("Census taker"),
    "coordinator": _("Coordinator"),
    "evaluator": _("Evaluator"),
    "instructor": _("Instructor"),
    "blk_clerk": _("BLK clerk"),
    "blk_head": _("BLK head"),
    "programme_manager": _("Programme manager"),
    "auditor": _("Auditor"),
    "author": _("Author"),
    "translator": _("Translator"),
    "publisher": _("Publisher"),
    "administrator": _("Administrator"),
}

_MENTORING_REGISTERS = (
    "mentoring_registry.sentra",
    "mentoring_registry.person",
    "mentoring_registry.craftergroup",
    "mentoring_registry.membership",
    "mentoring_assignments.facilitator",
    "mentoring_assignments.assignment",
    "mentoring_assignments.trainingfact",
    "mentoring_assignments.leave",
)
# Given by a manager on a page of its own, never by whoever keeps the register.
_WAIVERS = ("mentoring_assignments.trainingwaiver",)
# What belongs to a group or cluster, read by whoever reads the registers.
_GROUP_RECORDS = (
    "mentoring_registry.grouplineage",
    "mentoring_registry.groupdocument",
    "mentoring_registry.membershipproposal",
)
_CLUSTERS = (
    "mentoring_registry.businesscluster",
    "mentoring_registry.clustermembership",
    "mentoring_registry.clusterdocument",
    "mentoring_registry.boardseat",
)
# Lists that come and go, and records that may be one person.
_MATCHING = ("mentoring_registry.duplicatecase", "mentoring_registry.importbatch")
_CENSUS = ("mentoring_registry.censusentry",)
_STRATA = ("mentoring_registry.vulnerabilityassessment", "mentoring_registry.frozenrank")
# What people are asked with: words of consents, questions on vulnerability.
_VERSIONS = ("mentoring_registry.consenttext", "mentoring_registry.vulnerabilityversion")
_TIES = ("mentoring_registry.businesstie",)
_REACH = (
    "mentoring_registry.reachaggregate",
    "mentoring_registry.equityaggregate",
    "mentoring_registry.equitymonth",
)
_INCUBATION_RECORDS = (
    "mentoring_incubation.cycle",
    "mentoring_incubation.cycleenrolment",
    "mentoring_incubation.round",
    "mentoring_incubation.gatedecision",
    "mentoring_incubation.aftercheck",
    "mentoring_incubation.evaluation",
    "mentoring_incubation.amendment",
    # From the diagnosis over the formula back to the lesson; where groups work.
    "mentoring_incubation.diagnosis",
    "mentoring_incubation.formula",
    "mentoring_incubation.lessonfinding",
    "mentoring_incubation.incubatorplace",
    "mentoring_incubation.tenancy",
)
_INCUBATION_PLANS = ("mentoring_incubation.cycle", "mentoring_incubation.instrumentversion")
_EVALUATING = (
    "mentoring_incubation.compute_evaluation",
    "mentoring_incubation.request_amendment",
)

_SESSION_RECORDS = (
    "mentoring_sessions.mentoringsession",
    "mentoring_sessions.attendance",
    "mentoring_sessions.evidence",
    "mentoring_sessions.voicenote",
    "mentoring_sessions.sessioncorrection",
    "mentoring_sessions.followup",
    "mentoring_sessions.visitplan",
    "mentoring_sessions.clustermeeting",
    "mentoring_sessions.season",
    "mentoring_sessions.studyvisit",
)
_SEASONS = ("mentoring_sessions.season",)
_MESSAGES = ("mentoring_reminders.reminder",)
# What a facilitator does not learn of: that a visit of hers is looked at again.
_SUPERVISION = ("mentoring_sessions.sessionduplicate", "mentoring_sessions.backcheck")
# What phones sent, and where it differs from what the office has.
_PHONES = ("mentoring_field.device",)
_PHONE_RECORDS = ("mentoring_field.envelope", "mentoring_field.conflict")
# Of the trainings an instructor teaches.
_TAUGHT = (
    "mentoring_sessions.mentoringsession",
    "mentoring_sessions.attendance",
    "mentoring_sessions.evidence",
)
_TRAINING_RUNS = (
    "mentoring_sessions.trainingrun",
    "mentoring_sessions.runparticipant",
    "mentoring_sessions.runreadiness",
    "mentoring_sessions.runmaterial",
)
# Who chose whom for a training, and who asked to take part.
_CHOICES = ("mentoring_sessions.runselection",)
_REGISTRATIONS = ("mentoring_sessions.runregistration",)

# What lessons are made of beside their pages.
_LESSON_MEDIA = ("curriculum.sound", "curriculum.video", "curriculum.plainword")
_PROGRAMMES = ("curriculum.programme", "curriculum.competencyunit")
_CHANGE_REQUESTS = ("curriculum.modulechangerequest",)
_READING_PROGRESS = (
    "curriculum.progressevent",
    "curriculum.progresssummary",
    "curriculum.practicalassessment",
)
_PAPER = ("curriculum.print_module",)
# Bodies that issue, their people, signatories, rules and kinds of certificates.
_ISSUER_SETTINGS = (
    "certificates.issuer",
    "certificates.issuermembership",
    "certificates.signatory",
    "certificates.certificatetype",
)
# Breaches of personal data: written down and told, never deleted.
_BREACHES = ("privacy.breach",)
_ISSUED = (
    "certificates.issuebatch",
    "certificates.certificate",
    "certificates.numbervoid",
    "certificates.correction",
    "certificates.legacyimport",
)


def _each(actions: str, models: "Iterable[str]") -> tuple[str, ...]:
    """("add change", ("a.b",)) -> ("a.add_b", "a.change_b")."""
    return tuple(
        f"{app}.{action}_{model}"
        for app, model in (name.split(".") for name in models)
        for action in actions.split()
    )


# role -> permissions as "<app label>.<codename>"; unknown ones are ignored, so that a
# plugin that is not installed takes nothing else down.
ROLE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    "crafter": (),
    "facilitator": (
        "mentoring_assignments.accompany_group",
        *_PAPER,
        "mentoring_incubation.record_round",
        "mentoring_incubation.request_amendment",
        *_each("view add", ("mentoring_registry.membershipproposal",)),
        *_each("view", ("mentoring_registry.groupdocument", "mentoring_registry.businesscluster")),
        *_each("view", (*_SESSION_RECORDS, *_TRAINING_RUNS)),
        *_each("view add", _CENSUS),
        *_each("view add", ("mentoring_registry.vulnerabilityassessment", *_TIES)),
    ),
    "census_taker": (*_each("view add", _CENSUS),),
    "coordinator": (
        "wagtailadmin.access_admin",
        *_PAPER,
        *_each("view add change delete", _MENTORING_REGISTERS),
        *_each("view", _WAIVERS),
        *_each("view add change delete", (*_GROUP_RECORDS, *_CLUSTERS)),
        *_each("view add change", _MATCHING),
        "mentoring_registry.view_exportlog",
        *_each("view", _INCUBATION_PLANS),
        "mentoring_registry.reveal_personidentifier",
        *_each("view change", ("mentoring_registry.erasurerequest",)),
        "mentoring_incubation.propose_cycleenrolment",
        *_EVALUATING,
        "mentoring_incubation.decide_amendment",
        *_each("view add change delete", _CENSUS),
        *_each("view", (*_STRATA, *_TIES, *_REACH)),
        *_each("add", ("mentoring_registry.vulnerabilityassessment", *_TIES)),
        *_each("change", _TIES),
        *_each("view add", ("mentoring_registry.complaint",)),
        "mentoring_registry.answer_complaint",
        *_each("view", _SESSION_RECORDS),
        *_each("add change delete", _SEASONS),
        *_each("add change", ("mentoring_sessions.studyvisit",)),
        *_each("view", _MESSAGES),
        *_each("view add change", _SUPERVISION),
        "mentoring_sessions.review_mentoringsession",
        *_each("view add change", _PHONES),
        *_each("view change", _PHONE_RECORDS),
        *_each("view add change", _TRAINING_RUNS),
        *_each("view", (*_CHOICES, *_REGISTRATIONS)),
    ),
    "evaluator": (
        "mentoring_incubation.record_round",
        *_EVALUATING,
        "mentoring_incubation.lock_evaluation",
        *_each("view", (*_CENSUS, *_STRATA, *_TIES, *_REACH)),
        "mentoring_registry.add_vulnerabilityassessment",
        *_each("view", (*_SESSION_RECORDS, *_SUPERVISION, *_TRAINING_RUNS, *_CHOICES)),
    ),
    "instructor": (
        "mentoring_sessions.teach_trainingrun",
        *_PAPER,
        *_each("view", (*_TAUGHT, *_TRAINING_RUNS)),
    ),
    "blk_clerk": (
        "wagtailadmin.access_admin",
        *_each("view", (*_TRAINING_RUNS, *_REGISTRATIONS)),
        "mentoring_sessions.keep_trainingrun",
        "mentoring_registry.reveal_personidentifier",
        "certificates.prepare_issuebatch",
        "certificates.send_legacyimport",
        "certificates.handover_certificate",
    ),
    "blk_head": (
        "wagtailadmin.access_admin",
        *_each("view", (*_TRAINING_RUNS, *_REGISTRATIONS)),
        "mentoring_sessions.keep_trainingrun",
        "mentoring_sessions.decide_trainingrun",
        "mentoring_registry.reveal_personidentifier",
        "certificates.approve_issuebatch",
        "certificates.keep_legacyimport",
        "certificates.revoke_certificate",
        "certificates.correct_certificate",
        "certificates.handover_certificate",
    ),
    "programme_manager": (
        "wagtailadmin.access_admin",
        *_PAPER,
        *_each("view view_all", (*_MENTORING_REGISTERS, *_GROUP_RECORDS, *_CLUSTERS)),
        *_each("view view_all", _WAIVERS),
        *_each("view view_all", _MATCHING),
        "mentoring_registry.change_duplicatecase",
        *_each("view view_all", ("mentoring_registry.exportlog",)),
        *_each("view view_all", (*_CENSUS, *_STRATA, *_REACH, "mentoring_registry.complaint")),
        "mentoring_registry.add_complaint",
        "mentoring_registry.answer_complaint",
        *_each("view view_all", _MESSAGES),
        "mentoring_reminders.write_message_texts",
        *_each("view view_all", (*_SESSION_RECORDS, *_SUPERVISION, *_TRAINING_RUNS)),
        "mentoring_sessions.decide_sessioncorrection",
        *_each("view view_all add change", _PHONES),
        *_each("view view_all change", _PHONE_RECORDS),
        *_each("view view_all", (*_CHOICES, *_REGISTRATIONS)),
        "mentoring_sessions.decide_trainingrun",
        *_each("view view_all add change", ("mentoring_registry.mandate",)),
        *_each("view add", _VERSIONS),
        *_each("view view_all change", ("mentoring_registry.erasurerequest",)),
        "mentoring_registry.view_all_place",
        "mentoring_registry.change_place",
        *_each("view_all", _INCUBATION_RECORDS),
        *_each("view", _INCUBATION_PLANS),
        *_each("add change", ("mentoring_incubation.cycle",)),
        "mentoring_incubation.change_instrumentversion",
        "mentoring_incubation.decide_gate",
        *_EVALUATING,
        "mentoring_incubation.lock_evaluation",
        "mentoring_incubation.decide_amendment",
        *_each("view add change", _PROGRAMMES),
        *_each("view_all", _READING_PROGRESS),
        *_each("view change", ("curriculum.eventforreview",)),
        *_each("view", _CHANGE_REQUESTS),
        *_each("view add change", _BREACHES),
        "privacy.view_audit",
        "privacy.view_retentionrun",
        "privacy.run_retention",
    ),
    "auditor": (
        "wagtailadmin.access_admin",
        *_each("view view_all", (*_MENTORING_REGISTERS, "mentoring_registry.mandate")),
        *_each("view", _VERSIONS),
        *_each("view view_all", (*_GROUP_RECORDS, *_CLUSTERS, *_WAIVERS)),
        *_each("view_all", _INCUBATION_RECORDS),
        *_each("view", _INCUBATION_PLANS),
        *_each("view view_all", _PHONES),
        *_each("view view_all", (*_SESSION_RECORDS, *_SUPERVISION, *_TRAINING_RUNS, *_CHOICES)),
        *_each("view_all", _ISSUED),
        *_each("view", _PROGRAMMES),
        *_each("view_all", _READING_PROGRESS),
        "curriculum.view_eventforreview",
        *_each("view", _BREACHES),
        "privacy.view_audit",
        "privacy.view_retentionrun",
    ),
    # Which pages they may work on is page permissions, given on the lesson index.
    "author": (
        "wagtailadmin.access_admin",
        *_PAPER,
        *_each("view add change", _LESSON_MEDIA),
        *_each("view", _PROGRAMMES),
        *_each("view", _CHANGE_REQUESTS),
    ),
    "translator": (
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *_PAPER,
        *_each("view", (*_LESSON_MEDIA, *_PROGRAMMES)),
    ),
    "publisher": (
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *_PAPER,
        *_each("view add change delete", (*_LESSON_MEDIA, *_PROGRAMMES)),
        *_each("view change", _CHANGE_REQUESTS),
    ),
    "administrator": (
        "wagtailadmin.access_admin",
        *_PAPER,
        *_each("view view_all add change", (*_MENTORING_REGISTERS, *_MATCHING)),
        *_each("view view_all", (*_GROUP_RECORDS, *_CLUSTERS, *_WAIVERS)),
        *_each("view view_all", _MESSAGES),
        "mentoring_reminders.write_message_texts",
        *_each("view view_all", (*_SESSION_RECORDS, *_SUPERVISION, *_TRAINING_RUNS)),
        *_each("view view_all add change", _PHONES),
        *_each("view view_all add change", ("mentoring_registry.mandate",)),
        *_each("view add", _VERSIONS),
        "mentoring_registry.view_all_place",
        *_each("view add change", ("mentoring_registry.place",)),
        *_each("view view_all add change", ("mentoring_incubation.cycle",)),
        *_each("view change", ("mentoring_incubation.instrumentversion",)),
        *_each("view view_all add change", _ISSUER_SETTINGS),
        "accounts.add_user",
        "accounts.change_user",
        "accounts.view_user",
        *_each("view add change delete", ("wagtailcore.locale",)),
        "home.change_organisation",
        "inbox.view_outgoingmessage",
        *_each("view add change delete", (*_LESSON_MEDIA, *_PROGRAMMES)),
        "curriculum.view_eventforreview",
        *_each("view view_all add", ("certificates.ruleset",)),
        "certificates.view_all_signingkey",
        "certificates.keep_signingkey",
        "certificates.keep_templateversion",
        *_each("view add change", _BREACHES),
        "privacy.view_retentionrun",
        "privacy.run_retention",
    ),
}


def ensure_role_groups(sender: Any = None, using: str = "default", **kwargs: Any) -> None:
    """Create each role's group and give it its permissions; safe to run any number of times.

    Runs after `migrate`, because permission rows do not exist while migrations run.
    Permissions an administrator added by hand stay.
    """
    from django.contrib.auth.models import Group, Permission  # noqa: PLC0415 - apps must be ready

    by_name = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    groups = {group.name: group for group in Group.objects.using(using).all()}
    for role, wanted in ROLE_PERMISSIONS.items():
        group = groups.get(role) or Group.objects.using(using).create(name=role)
        group.permissions.add(*_known(wanted, by_name))


def _known(wanted: "Iterable[str]", by_name: dict[str, Any]) -> list[Any]:
    return [by_name[name] for name in wanted if name in by_name]
