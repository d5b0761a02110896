from io import StringIO
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from balai.demo.errors import DemoInUse
from balai.demo.ledger import recording, remember
from balai.demo.models import DemoRow
from balai.demo.removal import remove_demo
from balai.demo.sign_ins import create_demo_user
from balai.home.models import Organisation
from mentoring.assignments.models import Assignment, Facilitator
from mentoring.field.models import (
    AwaitedRecord,
    Conflict,
    Device,
    Enrolment,
    Envelope,
    UnlockCode,
    Upload,
    UploadPiece,
)
from mentoring.field.services import (
    add_piece,
    begin_upload,
    enrol,
    give_unlock_code,
    invite_phone,
)
from mentoring.registry.models import CrafterGroup, Membership, Person, Place, Sentra
from mentoring.sessions.models import MentoringSession
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.field import ConflictFactory, DeviceFactory, EnvelopeFactory
from tests.factories.registry import CrafterGroupFactory, MembershipFactory, PersonFactory
from tests.factories.sessions import AttendanceFactory, FollowUpFactory, VisitFactory

pytestmark = pytest.mark.django_db


def demo_group() -> CrafterGroup:
    """A demo group with a member and a facilitator, as the loader would make it."""
    with recording():
        group = CrafterGroupFactory()
        siti = create_demo_user(username="siti", full_name="Siti", roles=["facilitator"])
        MembershipFactory(group=group)
        AssignmentFactory(group=group, facilitator__user=siti, proposed_by=siti)
    return group


def test_everything_the_demo_made_goes_and_nothing_else():
    bystander = UserFactory()
    demo_group()

    remove_demo()

    for model in (CrafterGroup, Sentra, Person, Membership, Assignment, Facilitator, Place):
        assert list(model.objects.all()) == []
    assert list(get_user_model().objects.all()) == [bystander]
    assert list(DemoRow.objects.all()) == []


def test_real_rows_of_the_same_tables_stay():
    demo = demo_group()
    own_place = Place.objects.create(code="11", name="Aceh")
    own = MembershipFactory(
        group__sentra__place=own_place, person__place=own_place, group__name="Kelompok Nyata"
    )

    remove_demo()

    assert list(CrafterGroup.objects.all()) == [own.group]
    assert list(Membership.objects.all()) == [own]
    assert not CrafterGroup.objects.filter(pk=demo.pk).exists()


def test_a_real_member_of_a_demo_group_is_listed_and_nothing_is_removed():
    group = demo_group()
    amina = PersonFactory(full_name="Amina", place=None)
    MembershipFactory(group=group, person=amina)

    with pytest.raises(DemoInUse) as refusal:
        remove_demo()

    assert [(pointer.count, pointer.examples) for pointer in refusal.value.pointers] == [
        (1, (f"Amina – {group}",))
    ]
    assert CrafterGroup.objects.filter(pk=group.pk).exists()


def test_the_command_ends_with_the_list():
    MembershipFactory(group=demo_group(), person__full_name="Amina", person__place=None)

    with pytest.raises(CommandError, match="Amina"):
        call_command("remove_demo", stdout=StringIO())


def test_the_command_says_how_many_rows_went_and_is_calm_without_a_demo():
    demo_group()
    first, second = StringIO(), StringIO()

    call_command("remove_demo", stdout=first)
    call_command("remove_demo", stdout=second)

    assert "1  mentoring_registry.CrafterGroup" in first.getvalue()
    assert second.getvalue() == "There is no demo here.\n"


def test_a_real_page_under_a_demo_page_is_a_reason_to_stay():
    home = Page.objects.get(depth=2)
    demo = home.add_child(instance=Page(title="Contoh"))
    remember(demo)
    demo.add_child(instance=Page(title="Sungguhan"))

    with pytest.raises(DemoInUse, match="Sungguhan"):
        remove_demo()


def test_removing_demo_pages_leaves_the_tree_whole():
    home = Page.objects.get(depth=2)
    demo = home.add_child(instance=Page(title="Contoh"))
    remember(demo, demo.add_child(instance=Page(title="Contoh di bawah")))

    remove_demo()

    assert not IndexEntry.objects.filter(title__contains="Contoh").exists()
    assert Page.find_problems() == ([], [], [], [], [])
    assert list(Page.objects.get(pk=home.pk).get_children()) == []


def test_a_demo_picture_used_by_the_organisation_is_a_reason_to_stay():
    picture = get_image_model().objects.create(title="Logo", file=get_test_image_file())
    remember(picture)
    organisation = Organisation.load()
    organisation.logo = picture
    organisation.save()

    with pytest.raises(DemoInUse) as refusal:
        remove_demo()
    assert [pointer.field for pointer in refusal.value.pointers] == ["logo"]


def test_the_file_of_a_demo_picture_goes_with_its_row(django_capture_on_commit_callbacks):
    picture = get_image_model().objects.create(title="Foto", file=get_test_image_file())
    remember(picture)
    storage, name = picture.file.storage, picture.file.name

    with django_capture_on_commit_callbacks(execute=True):
        remove_demo()

    assert not storage.exists(name)


def test_a_real_page_owned_by_a_demo_editor_stays_without_its_owner():
    editor = create_demo_user(username="edi", full_name="Edi", roles=["author"])
    page = Page.objects.get(depth=2).add_child(instance=Page(title="Sungguhan", owner=editor))

    remove_demo()

    assert Page.objects.get(pk=page.pk).owner is None


def test_a_row_made_in_bulk_is_remembered_only_when_said():
    with recording():
        [place] = Place.objects.bulk_create([Place(code="11", name="Aceh")])
    assert list(DemoRow.objects.all()) == []

    remember(place)
    remember(place)

    assert DemoRow.objects.count() == 1


def test_what_is_saved_after_recording_is_real():
    with recording():
        pass

    Place.objects.create(code="11", name="Aceh")

    assert list(DemoRow.objects.all()) == []


def test_a_changed_demo_row_is_not_remembered_twice():
    with recording():
        place = Place.objects.create(code="11", name="Aceh")
        place.name = "Aceh Baru"
        place.save()

    assert DemoRow.objects.count() == 1


def test_a_phone_that_was_tried_with_a_demo_account_goes_with_it():
    demo_group()
    siti = get_user_model().objects.get(username="siti")
    real = DeviceFactory()
    EnvelopeFactory(device=real)
    coordinator = UserFactory()
    enrolled = enrol(
        code=invite_phone(user=siti, invited_by=coordinator).code,
        device_name="HP coba",
        app_version="1",
        now=timezone.now(),
    )
    give_unlock_code(device=enrolled.device, given_by=coordinator)
    ConflictFactory(envelope=EnvelopeFactory(device=enrolled.device, answer="conflict"))
    waiting = EnvelopeFactory(device=enrolled.device, state="waiting")
    AwaitedRecord.objects.create(envelope=waiting, record=waiting.record)
    upload = begin_upload(
        device=enrolled.device,
        upload_id=uuid4(),
        record=uuid4(),
        sha256="0" * 64,
        size=9,
        media_type="image/jpeg",
        now=timezone.now(),
    )
    add_piece(
        device=enrolled.device,
        upload_id=upload.pk,
        offset=0,
        content=b"half",
        now=timezone.now(),
    )

    remove_demo()

    assert list(Device.objects.all()) == [real]
    assert [each.device for each in Envelope.objects.all()] == [real]
    for model in (Enrolment, UnlockCode, Upload, UploadPiece, Conflict, AwaitedRecord):
        assert not model.objects.exists()


def test_the_phone_of_a_real_person_is_no_part_of_the_demo():
    demo_group()
    siti = get_user_model().objects.get(username="siti")
    device = DeviceFactory(state="revoked", revoked_by=siti)

    with pytest.raises(DemoInUse):
        remove_demo()

    assert list(Device.objects.all()) == [device]


def test_what_a_demo_account_logged_about_a_demo_group_goes_and_real_visits_are_listed():
    group = demo_group()
    siti = get_user_model().objects.get(username="siti")
    tried = VisitFactory(group=group, recorded_by=siti)
    AttendanceFactory(session=tried, person=group.memberships.get().person)
    FollowUpFactory(group=group, session=tried, recorded_by=siti)

    remove_demo()

    assert not MentoringSession.objects.exists()


def test_a_visit_that_a_real_person_logged_about_a_demo_group_is_listed():
    visit = VisitFactory(group=demo_group())

    with pytest.raises(DemoInUse) as refused:
        remove_demo()

    assert str(visit) in str(refused.value)
    assert list(MentoringSession.objects.all()) == [visit]
