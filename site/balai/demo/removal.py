"""Taking the demo away again: exactly what it made, and nothing a real record needs.

Order does not matter here: foreign keys are checked at the end of the transaction on
both databases, and everything that could be left pointing at nothing was looked for
before. `Model.delete()` would not do, because half the tables PROTECT one another on
purpose.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models.deletion import CASCADE, DO_NOTHING, SET_NULL, Collector
from wagtail.models import Page, ReferenceIndex

from balai.demo.errors import DemoInUse, Pointer
from balai.demo.ledger import remembered
from balai.demo.models import DemoRow
from certificates.models import CertificateEvent
from certificates.storage import private_storage
from curriculum.models import ModuleRelease
from curriculum.services import let_go_of_files
from curriculum.shelf import start_new_generation
from curriculum.translations.services import forget_translations

Members = dict[type[models.Model], set[Any]]

AT_ONCE = 500  # keys in one condition; SQLite allows 32,766 variables, PostgreSQL 65,535
EXAMPLES = 3

# The search index takes an entry out by itself when its record goes.
KEEPS_ITSELF_TIDY = {"modelsearch", "wagtailsearch"}

# Somebody tried the app with a demo account: the phone and what it sent go with its owner, not
# with whoever only invited or signed it out. (model, field to the owner)
GOES_WITH_ITS_OWNER = {
    ("mentoring_field.Device", "user"),
    ("mentoring_field.Enrolment", "user"),
    ("mentoring_field.Enrolment", "device"),
    ("mentoring_field.UnlockCode", "device"),
    ("mentoring_field.Envelope", "device"),
    ("mentoring_field.AwaitedRecord", "envelope"),
    ("mentoring_field.Conflict", "envelope"),
    ("mentoring_field.Upload", "device"),
    ("mentoring_field.UploadPiece", "upload"),
}

# Somebody logged something about the demo's groups with a demo account, from a phone or on the
# web: both who wrote it and what it is about go, so it goes with them. (model: its two fields)
WRITTEN_ABOUT_THE_DEMO = {
    "mentoring_sessions.MentoringSession": ("group", "recorded_by"),
    "mentoring_sessions.FollowUp": ("group", "recorded_by"),
    "mentoring_registry.MembershipProposal": ("group", "proposed_by"),
}

READ_WITH_IMAGE = {"wagtailimages.Rendition"}

# Rows the site writes about a record by itself. They are no reason to keep the record.
GOES_WITH_ITS_RECORD = {
    "accounts.SignInCard",
    "certificates.RevocationList",
    "certificates.VerificationDay",
    "curriculum.EventForReview",
    "inbox.Notice",
    "mentoring_assignments.AttentionReason",
    "mentoring_registry.EquityAggregate",
    "mentoring_registry.EquityMonth",
    "mentoring_registry.ReachAggregate",
    "mentoring_reminders.ContactPreference",
    "mentoring_reminders.Digest",
    "mentoring_reminders.Reminder",
    "mentoring_sessions.CalendarFeed",
    "wagtailadmin.EditingSession",
    "wagtailcore.PageSubscription",
    "wagtailcore.TaskState",
    "wagtailimages.Rendition",
    "wagtailusers.UserProfile",
}


@transaction.atomic
def remove_demo() -> dict[str, int]:
    """Delete every remembered row and demo account; return how many of each model.

    Keys of the answer: model labels, for example "mentoring_registry.Person". Empty when
    there is no demo. A real record that only names a demo account as who did something
    keeps its content and loses that name; every other pointer is a reason to refuse.
    Raises DemoInUse with the list, and then nothing was deleted.
    """
    members = _with_parts(_demo_rows())
    pointers = list(_pointers(members))
    if pointers:
        raise DemoInUse(pointers)
    _let_go_of_accounts(members)
    _take_back_pages(members.get(Page, set()))
    _delete(members)
    DemoRow.objects.all().delete()
    return {model._meta.label: len(keys) for model, keys in members.items() if keys}


def _demo_rows() -> Members:
    members: Members = defaultdict(set)
    for model, keys in remembered().items():
        for some in _chunks(keys):
            members[model] |= set(
                model._base_manager.filter(pk__in=some).values_list("pk", flat=True)
            )
    accounts = get_user_model()
    members[accounts] |= set(accounts.objects.filter(is_demo=True).values_list("pk", flat=True))
    return members


def _with_parts(members: Members) -> Members:
    """Add what has no life of its own: parent tables, revisions, renditions, profiles…"""
    before = -1
    while before != (now := sum(map(len, members.values()))):
        before = now
        for model, keys in list(members.items()):
            for parent, link in model._meta.parents.items():
                members[parent] |= set(_values(model, "pk", keys, link.attname))
            for field in model._meta.private_fields:
                if _has_parts(field):
                    _add_generic(members, field, model, keys)
            for field in _fields_to(model):
                if _goes_along(field):
                    members[field.model] |= set(_values(field.model, field.attname, keys, "pk"))
        _add_what_was_tried(members)
    return members


def _add_what_was_tried(members: Members) -> None:
    """And the parts of such a session: who was there, its lines, its files."""
    for label, (about, by) in WRITTEN_ABOUT_THE_DEMO.items():
        model = apps.get_model(label)
        group, writer = (model._meta.get_field(name).related_model for name in (about, by))
        written = set(_values(model, f"{by}_id", members[writer], "pk"))
        tried = written & set(_values(model, f"{about}_id", members[group], "pk")) - members[model]
        members[model] |= tried
        for field in _fields_to(model):
            if field.remote_field.on_delete is CASCADE:
                members[field.model] |= set(_values(field.model, field.attname, tried, "pk"))


def _goes_along(field: models.ForeignKey) -> bool:
    label = field.model._meta.label
    return label in GOES_WITH_ITS_RECORD or (label, field.name) in GOES_WITH_ITS_OWNER


def _has_parts(field: Any) -> bool:
    return (
        hasattr(field, "bulk_related_objects")
        and field.related_model._meta.app_label not in KEEPS_ITSELF_TIDY
    )


def _add_generic(members: Members, field: Any, model: type[models.Model], keys: set[Any]) -> None:
    for some in _chunks(keys):
        owners = list(model._base_manager.filter(pk__in=some))
        found = field.bulk_related_objects(owners)
        members[found.model] |= set(found.values_list("pk", flat=True))


def _pointers(members: Members) -> Iterator[Pointer]:
    for model in [model for model, keys in members.items() if keys]:
        for field in _fields_to(model):
            if not _may_be_let_go(field) and not _owned_by_the_demo_side(field, model):
                yield from _pointing_rows(field, model, members)
    yield from _pages_below(members)
    yield from _references_in_text(members)


def _fields_to(model: type[models.Model]) -> list[models.ForeignKey]:
    """Real foreign keys to `model`, of every installed model, many-to-many tables included."""
    return [
        relation.field
        for relation in model._meta.get_fields(include_parents=False, include_hidden=True)
        if relation.auto_created
        and (relation.one_to_many or relation.one_to_one)
        and relation.concrete is False
        and not relation.field.remote_field.parent_link
        and relation.field.remote_field.on_delete is not DO_NOTHING
        and relation.field.model._meta.label != "demo.DemoRow"
    ]


def _may_be_let_go(field: models.ForeignKey) -> bool:
    return field.remote_field.on_delete is SET_NULL and field.related_model is get_user_model()


def _owned_by_the_demo_side(field: models.ForeignKey, model: type[models.Model]) -> bool:
    """A row of a many-to-many table belongs to the model that declares the field."""
    table = field.model._meta
    if not table.auto_created:
        return False
    return isinstance(table.auto_created, type) and issubclass(model, table.auto_created)


def _pointing_rows(
    field: models.ForeignKey, model: type[models.Model], members: Members
) -> Iterator[Pointer]:
    source = field.model
    found = set(_values(source, field.attname, members[model], "pk")) - members.get(source, set())
    if source._meta.auto_created:
        found = _rows_of_real_owners(source, found, members)
    if found:
        yield Pointer(
            kind=str(source._meta.verbose_name),
            field=str(field.verbose_name),
            target=str(model._meta.verbose_name_plural),
            count=len(found),
            examples=_examples(source, found),
        )


def _rows_of_real_owners(source: Any, found: set[Any], members: Members) -> set[Any]:
    owner = source._meta.auto_created
    [link] = [
        field for field in source._meta.fields if field.is_relation and field.related_model is owner
    ][:1]
    owners = members.get(owner, set())
    rows = [
        (row, owner_key)
        for some in _chunks(found)
        for row, owner_key in source._base_manager.filter(pk__in=some).values_list(
            "pk", link.attname
        )
    ]
    return {row for row, owner_key in rows if owner_key not in owners}


def _pages_below(members: Members) -> Iterator[Pointer]:
    """Pages hang in a tree by path, not by foreign key."""
    mine = members.get(Page, set())
    strangers: set[Any] = set()
    for path in _values(Page, "pk", mine, "path"):
        below = Page.objects.filter(path__startswith=path).values_list("pk", flat=True)
        strangers |= set(below) - mine
    if strangers:
        name = str(Page._meta.verbose_name)
        plural = str(Page._meta.verbose_name_plural)
        yield Pointer(name, "path", plural, len(strangers), _examples(Page, strangers))


def _references_in_text(members: Members) -> Iterator[Pointer]:
    """Choices inside rich text and step cards, which Wagtail's reference index knows."""
    for model, keys in members.items():
        if model is get_user_model():
            continue  # accounts are chosen by foreign keys only, looked at one by one above
        target = ContentType.objects.get_for_model(model)
        found: dict[ContentType, set[str]] = defaultdict(set)
        for some in _chunks({str(key) for key in keys}):
            rows = ReferenceIndex.objects.filter(to_content_type=target, to_object_id__in=some)
            for row in rows.select_related("base_content_type"):
                found[row.base_content_type].add(row.object_id)
        for content_type, object_ids in found.items():
            source = content_type.model_class()
            if source is None or source._meta.label in GOES_WITH_ITS_RECORD:
                continue
            real = {source._meta.pk.to_python(key) for key in object_ids}
            real -= members.get(source, set())
            if real:
                yield Pointer(
                    str(source._meta.verbose_name),
                    "text",
                    str(model._meta.verbose_name_plural),
                    len(real),
                    _examples(source, real),
                )


def _let_go_of_accounts(members: Members) -> None:
    accounts = get_user_model()
    for field in _fields_to(accounts):
        if _may_be_let_go(field):
            for some in _chunks(members[accounts]):
                field.model._base_manager.filter(**{f"{field.name}__in": some}).update(
                    **{field.name: None}
                )


def _take_back_pages(keys: set[Any]) -> None:
    """Or deleting a lesson would make one more release of a translation that still stands."""
    forget_translations(translation_keys=_values(Page, "pk", keys, "translation_key"))
    for some in _chunks(keys):
        Page.objects.filter(pk__in=some).update(live=False)
    transaction.on_commit(start_new_generation)


def _delete(members: Members) -> None:
    collector = Collector(using="default")
    parents = _parent_paths(members)
    for model, keys in members.items():
        for some in _chunks(keys):
            rows = _rows(model, some)
            _delete_files_on_commit(rows)
            # Relations are not followed: what may go was gathered, what may not was refused.
            collector.collect(rows, collect_related=False)
        for field in _fields_to(model):
            if field.model._meta.auto_created:
                for some in _chunks(keys):
                    field.model._base_manager.filter(**{f"{field.name}__in": some}).delete()
    collector.delete()
    for parent in Page.objects.filter(path__in=parents):
        Page.objects.filter(pk=parent.pk).update(numchild=parent.get_children().count())


def _rows(model: type[models.Model], keys: list[Any]) -> list[Any]:
    rows = model._base_manager.filter(pk__in=keys)
    # Wagtail asks a rendition for its image after both are gone.
    return list(rows.select_related("image") if model._meta.label in READ_WITH_IMAGE else rows)


def _parent_paths(members: Members) -> set[str]:
    return {path[: -Page.steplen] for path in _values(Page, "pk", members.get(Page, set()), "path")}


def _delete_files_on_commit(rows: Iterable[models.Model]) -> None:
    for row in rows:
        if isinstance(row, ModuleRelease):
            paths = {line["path"] for line in row.manifest}
            transaction.on_commit(partial(let_go_of_files, paths=paths))
        if isinstance(row, CertificateEvent) and (name := row.facts.get("file")):
            transaction.on_commit(partial(_delete_file, private_storage(), name))
        for field in row._meta.concrete_fields:
            if isinstance(field, models.FileField) and (file := getattr(row, field.attname)):
                transaction.on_commit(partial(_delete_file, file.storage, file.name))


def _delete_file(storage: Storage, name: str) -> None:
    storage.delete(name)


def _values(model: type[models.Model], by: str, keys: Iterable[Any], wanted: str) -> list[Any]:
    """`wanted` of every row of `model` whose `by` is one of `keys`."""
    return [
        value
        for some in _chunks(keys)
        for value in model._base_manager.filter(**{f"{by}__in": some}).values_list(
            wanted, flat=True
        )
    ]


def _examples(model: type[models.Model], keys: set[Any]) -> tuple[str, ...]:
    first = sorted(keys, key=str)[:EXAMPLES]
    return tuple(str(row) for row in model._base_manager.filter(pk__in=first))


def _chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    rest = list(keys)
    for start in range(0, len(rest), AT_ONCE):
        yield rest[start : start + AT_ONCE]
