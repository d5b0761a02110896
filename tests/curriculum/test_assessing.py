"""An instructor writes down what the people of her training showed: /pelajaran/praktik/."""

import io
import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from curriculum.models import PracticalAssessment
from tests.curriculum.readers import answers, reading_of
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.curriculum import CompetencyUnitFactory, check, module
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    tutul,
)
from tests.factories.sessions import RunParticipantFactory, TrainingRunFactory, picture
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
LIST = "/pelajaran/praktik/"


@pytest.fixture
def dwi():
    """Teaches the training."""
    return UserFactory(full_name="Instruktur Dwi Contoh", roles=["instructor"])


@pytest.fixture
def unit():
    return CompetencyUnitFactory(code="PDP.KRJ.001", title_id="Membubut manik bulat")


@pytest.fixture
def run(dwi, unit):
    run = TrainingRunFactory(
        programme={
            "code": "PROG-CONTOH",
            "title_id": "Produksi Manik-manik Kayu",
            "units": [{"code": unit.code, "title_id": unit.title_id, "jp": 8}],
        }
    )
    run.instructors.add(dwi)
    return run


@pytest.fixture
def group():
    return CrafterGroupFactory(name="Ronce Melati")


def takes_part(run, group, user):
    person = PersonFactory(full_name=user.full_name, user=user)
    MembershipFactory(group=group, person=person)
    return RunParticipantFactory(run=run, person=person, group=group)


@pytest.fixture
def in_run(run, group, ruminah, sutini):
    return [takes_part(run, group, user) for user in (ruminah, sutini)]


def key_of(run):
    return f"run:{run.pk}"


def close(run, at):
    run.state, run.closed_at = "closed", at
    run.save()


def sheet_of(run, unit):
    return reverse("curriculum:practice_sheet", args=[key_of(run), unit.pk])


def marks(results, *, day, form_id=None, **more):
    """The form as sent: user -> result."""
    said = {f"result_{user.pk}": result for user, result in results.items()}
    return {"form_id": form_id or uuid.uuid4(), "assessed_on": day.isoformat(), **said, **more}


def test_a_whole_training_is_written_down_on_one_page(
    client, dwi, run, unit, in_run, ruminah, sutini, today
):
    client.force_login(dwi)

    answer = client.post(
        sheet_of(run, unit),
        marks({ruminah: "lulus", sutini: "belum_lulus"}, day=today),
        follow=True,
    )

    assert "2 hasil tersimpan." in answer.text
    assert "2 dari 2 dinilai, 1 lulus" in answer.text
    assert {
        (row.user, row.unit, row.occasion_key, row.result, row.assessor, row.assessed_on)
        for row in PracticalAssessment.objects.all()
    } == {
        (ruminah, unit, key_of(run), "lulus", dwi, today),
        (sutini, unit, key_of(run), "belum_lulus", dwi, today),
    }


def test_who_is_not_marked_stays_without_a_result(
    client, dwi, run, unit, in_run, ruminah, sutini, today
):
    client.force_login(dwi)

    client.post(sheet_of(run, unit), marks({ruminah: "lulus"}, day=today))

    assert list(PracticalAssessment.objects.values_list("user", flat=True)) == [ruminah.pk]


def test_a_correction_follows_the_old_result_and_both_are_shown(
    client, dwi, run, unit, in_run, ruminah, today
):
    client.force_login(dwi)
    client.post(sheet_of(run, unit), marks({ruminah: "belum_lulus"}, day=today))

    client.post(
        sheet_of(run, unit),
        marks({ruminah: "lulus"}, day=today, **{f"note_{ruminah.pk}": "Diulang, lubang lurus."}),
    )

    old, new = PracticalAssessment.objects.order_by("recorded_at")
    assert (old.result, new.result, new.supersedes) == ("belum_lulus", "lulus", old)
    assert list(PracticalAssessment.objects.current()) == [new]
    text = client.get(sheet_of(run, unit)).text
    assert text.count("badge") >= 2
    assert "Diulang, lubang lurus." in text


def test_a_changed_result_needs_a_reason_and_nothing_typed_is_lost(
    client, dwi, run, unit, in_run, ruminah, sutini, today
):
    client.force_login(dwi)
    client.post(sheet_of(run, unit), marks({ruminah: "belum_lulus"}, day=today))

    answer = client.post(
        sheet_of(run, unit),
        marks(
            {ruminah: "lulus", sutini: "lulus"},
            day=today,
            **{f"note_{sutini.pk}": "Rapi sekali"},
        ),
    )

    assert "Ruminah Contoh sudah punya hasil" in answer.text
    assert "Rapi sekali" in answer.text
    assert PracticalAssessment.objects.count() == 1


def test_the_same_form_twice_writes_once(client, dwi, run, unit, in_run, ruminah, today):
    client.force_login(dwi)
    said = marks({ruminah: "lulus"}, day=today, **{f"note_{ruminah.pk}": "Bagus"})

    client.post(sheet_of(run, unit), said)
    answer = client.post(sheet_of(run, unit), said, follow=True)

    assert PracticalAssessment.objects.count() == 1
    assert "Tidak ada yang berubah" in answer.text


def test_a_photo_is_kept_without_what_the_camera_wrote(
    client, dwi, run, unit, in_run, ruminah, today
):
    exif = Image.Exif()
    exif[0x010F] = "Kamera Contoh"
    sent = SimpleUploadedFile("rumah.jpg", picture(exif=exif), "image/jpeg")
    client.force_login(dwi)

    client.post(
        sheet_of(run, unit),
        marks({ruminah: "lulus"}, day=today, **{f"photo_{ruminah.pk}": sent}),
    )

    row = PracticalAssessment.objects.get()
    answer = client.get(reverse("curriculum:practice_photo", args=[row.pk]))
    kept = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert (kept.format, dict(kept.getexif())) == ("JPEG", {})
    assert "rumah" not in row.photo.name
    assert answer.headers["Cache-Control"] == "private, max-age=3600"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"assessed_on": "2999-01-01"}, "Hari ini belum tiba"),
        ({"assessed_on": "kemarin"}, 'class="field-error"'),
        ({"photo": b"<svg onload=alert(1)>"}, "rusak atau terpotong"),
        ({"photo": b""}, 'class="field-error"'),
    ],
)
def test_bad_input_comes_back_with_a_sentence(
    client, dwi, run, unit, in_run, ruminah, today, more, sentence
):
    if "photo" in more:
        more = {f"photo_{ruminah.pk}": SimpleUploadedFile("a.jpg", more["photo"], "image/jpeg")}
    client.force_login(dwi)

    answer = client.post(sheet_of(run, unit), {**marks({ruminah: "lulus"}, day=today), **more})

    assert sentence in answer.text
    assert PracticalAssessment.objects.count() == 0


def test_a_note_without_a_result_is_asked_for_one(client, dwi, run, unit, in_run, ruminah, today):
    client.force_login(dwi)

    answer = client.post(
        sheet_of(run, unit), marks({}, day=today, **{f"note_{ruminah.pk}": "Tidak datang"})
    )

    assert "Pilih juga lulus atau belum lulus." in answer.text
    assert "Tidak datang" in answer.text


def test_a_closed_training_takes_no_more_results(client, dwi, run, unit, in_run, ruminah, today):
    close(run, timezone.now())
    client.force_login(dwi)

    page = client.get(sheet_of(run, unit)).text
    answer = client.post(sheet_of(run, unit), marks({ruminah: "lulus"}, day=today))

    assert "Pelatihan ini sudah ditutup" in page
    assert (page.count("belum dinilai"), 'type="radio"' in page) == (2, False)
    assert markup_errors(page) == []
    assert "Tanyakan kepada manajer program" in answer.text
    assert PracticalAssessment.objects.count() == 0


def test_only_those_who_teach_the_training_assess_there(
    client, dwi, run, unit, in_run, ruminah, sutini, group, today
):
    colleague = UserFactory(roles=["instructor"])
    TrainingRunFactory(place=run.place).instructors.add(colleague)
    former = UserFactory(roles=["crafter"])
    run.instructors.add(former)
    coordinator = UserFactory(roles=["coordinator"])
    MandateFactory(user=coordinator, place=tutul())
    sri = FacilitatorFactory(user__roles=["facilitator"])
    AssignmentFactory(facilitator=sri, group=group)
    seen = {}
    for name, user in {
        "own": dwi,
        "same area": colleague,
        "no longer an instructor": former,
        "coordinator": coordinator,
        "facilitator": sri.user,
        "participant": sutini,
        "chief": UserFactory(is_superuser=True),
    }.items():
        client.force_login(user)
        status = client.get(sheet_of(run, unit)).status_code
        sent = client.post(sheet_of(run, unit), marks({ruminah: "lulus"}, day=today)).status_code
        seen[name] = (key_of(run) in client.get(LIST).text, status, sent)

    nobody = (False, 404, 404)
    assert seen.pop("own") == (True, 200, 302)
    assert seen.pop("same area")[1:] == (404, 404)
    assert set(seen.values()) == {nobody}
    assert PracticalAssessment.objects.get().assessor == dwi


def test_people_and_units_of_other_trainings_are_not_taken(
    client, dwi, run, unit, in_run, group, today
):
    stranger = UserFactory()
    takes_part(TrainingRunFactory(), group, stranger)
    other = CompetencyUnitFactory()
    client.force_login(dwi)

    client.post(sheet_of(run, unit), marks({stranger: "lulus"}, day=today))

    assert client.get(sheet_of(run, other)).status_code == 404
    assert client.get(f"{LIST}run:1/{unit.pk}/").status_code == 404
    assert PracticalAssessment.objects.count() == 0


def test_an_instructor_who_takes_part_leaves_her_own_result_to_the_others(
    client, dwi, run, unit, in_run, group, ruminah, today
):
    takes_part(run, group, dwi)
    colleague = UserFactory(full_name="Instruktur Tri Contoh", roles=["instructor"])
    run.instructors.add(colleague)
    client.force_login(colleague)
    client.post(sheet_of(run, unit), marks({dwi: "lulus"}, day=today))
    client.force_login(dwi)

    page = client.get(sheet_of(run, unit)).text
    client.post(sheet_of(run, unit), marks({ruminah: "lulus", dwi: "lulus"}, day=today))
    units = client.get(reverse("curriculum:practice_occasion", args=[key_of(run)])).text
    about_her = reverse("curriculum:results_at", args=[key_of(run), dwi.pk])

    assert f"result_{dwi.pk}" not in page
    assert f"result_{ruminah.pk}" in page
    assert set(PracticalAssessment.objects.values_list("user", "assessor")) == {
        (dwi.pk, colleague.pk),
        (ruminah.pk, dwi.pk),
    }
    assert "1 dari 2 dinilai, 1 lulus" in units
    assert about_her not in units
    assert client.get(about_her).status_code == 404


@pytest.fixture
def result(dwi, run, unit, in_run, ruminah, today):
    return PracticalAssessment.objects.create(
        user=ruminah,
        unit=unit,
        occasion_key=key_of(run),
        occasion_label="Produksi Manik-manik Kayu – 1",
        result="lulus",
        assessor=UserFactory(full_name="Instruktur Lama Contoh"),
        assessed_on=today,
    )


def test_who_sees_a_result(result, dwi, run, ruminah, sutini, group):
    sri = FacilitatorFactory(user__roles=["facilitator"])
    AssignmentFactory(facilitator=sri, group=group)
    neighbour = FacilitatorFactory(user__roles=["facilitator"])
    AssignmentFactory(facilitator=neighbour, group=CrafterGroupFactory(sentra=group.sentra))
    colleague = UserFactory(roles=["instructor"])
    TrainingRunFactory(place=run.place).instructors.add(colleague)

    seen = {
        name: PracticalAssessment.objects.visible_to(user).count()
        for name, user in {
            "herself": ruminah,
            "another participant": sutini,
            "her facilitator": sri.user,
            "facilitator next door": neighbour.user,
            "who teaches her": dwi,
            "who teaches others": colleague,
            "who assessed her": result.assessor,
            "manager": UserFactory(roles=["programme_manager"]),
            "auditor": UserFactory(roles=["auditor"]),
            "author": UserFactory(roles=["author"]),
        }.items()
    }

    assert seen == {
        "herself": 1,
        "another participant": 0,
        "her facilitator": 1,
        "facilitator next door": 0,
        "who teaches her": 1,
        "who teaches others": 0,
        "who assessed her": 1,
        "manager": 1,
        "auditor": 1,
        "author": 0,
    }


def test_she_her_facilitator_and_her_instructor_read_her_results(
    client, result, dwi, run, ruminah, sutini, group, in_run
):
    sri = FacilitatorFactory(user__roles=["facilitator"])
    AssignmentFactory(facilitator=sri, group=group)
    neighbour = FacilitatorFactory(user__roles=["facilitator"])
    AssignmentFactory(facilitator=neighbour, group=CrafterGroupFactory(sentra=group.sentra))
    by_group = reverse("curriculum:results_of", args=[in_run[0].person.pk])
    by_run = reverse("curriculum:results_at", args=[key_of(run), ruminah.pk])
    seen = {}
    for name, user in {
        "herself": ruminah,
        "another participant": sutini,
        "facilitator": sri.user,
        "next door": neighbour.user,
        "instructor": dwi,
    }.items():
        client.force_login(user)
        mine = client.get("/pelajaran/hasil/").text
        assert markup_errors(mine) == []
        seen[name] = (
            "Membubut manik bulat" in mine,
            client.get(by_group).status_code,
            client.get(by_run).status_code,
        )

    assert seen == {
        "herself": (True, 404, 404),
        "another participant": (False, 404, 404),
        "facilitator": (False, 200, 404),
        "next door": (False, 404, 404),
        "instructor": (False, 404, 200),
    }


@pytest.fixture
def elsewhere(result, ruminah, today):
    """What another instructor noted of her in a training of his."""
    values = {"user": ruminah, "assessor": result.assessor, "assessed_on": today, "result": "lulus"}
    for unit, key in (
        (result.unit, f"run:{uuid.uuid4()}"),
        (CompetencyUnitFactory(code="U9", title_id="Meronce tasbih"), f"run:{uuid.uuid4()}"),
    ):
        PracticalAssessment.objects.create(
            unit=unit, occasion_key=key, occasion_label="Lain", note="Hanya di sana", **values
        )


def test_an_instructor_reads_of_a_person_only_what_belongs_to_her_own_training(
    client, elsewhere, dwi, run, unit, ruminah, in_run
):
    for each in (unit, CompetencyUnitFactory(code="U8", title_id="Mengecat vas")):
        answers(ruminah, reading_of(module(f"M-{each.pk}", units=[each], cards=[check()])))
    pages = {}
    for name, user, address in (
        ("instructor", dwi, reverse("curriculum:results_at", args=[key_of(run), ruminah.pk])),
        ("herself", ruminah, "/pelajaran/hasil/"),
    ):
        client.force_login(user)
        text = client.get(address).text
        pages[name] = [
            words in text
            for words in ("Membubut manik bulat", "Meronce tasbih", "Hanya di sana", "Mengecat vas")
        ]

    assert pages == {
        "instructor": [True, False, False, False],
        "herself": [True, True, True, True],
    }


@pytest.mark.parametrize(("days", "sees"), [(None, True), (179, True), (181, False)])
def test_sight_of_a_training_ends_half_a_year_after_it_was_closed(
    client, result, dwi, run, unit, ruminah, days, sees
):
    result.photo.save("a.jpg", ContentFile(picture()))
    if days is not None:
        close(run, timezone.now() - timedelta(days=days))
    client.force_login(dwi)

    statuses = [
        client.get(address).status_code
        for address in (
            reverse("curriculum:practice_occasion", args=[key_of(run)]),
            sheet_of(run, unit),
            reverse("curriculum:results_at", args=[key_of(run), ruminah.pk]),
            reverse("curriculum:practice_photo", args=[result.pk]),
        )
    ]

    assert statuses == [200 if sees else 404] * 4
    assert (key_of(run) in client.get(LIST).text) is sees
    assert (f"{LIST}{key_of(run)}/" in client.get(run.get_absolute_url()).text) is sees
    assert PracticalAssessment.objects.visible_to(dwi).exists() is sees
    assert PracticalAssessment.objects.visible_to(result.assessor).exists()


def test_how_long_a_closed_training_is_in_sight_can_be_set(client, dwi, run, settings):
    settings.MENTORING_RESULTS_SEEN_DAYS = 5
    close(run, timezone.now() - timedelta(days=6))
    client.force_login(dwi)

    assert key_of(run) not in client.get(LIST).text


def test_nobody_is_called_competent(client, result, ruminah):
    client.force_login(ruminah)

    assert not re.search("kompeten", client.get("/pelajaran/hasil/").text, re.I)


def test_a_result_is_replaced_once_only(result, today):
    values = {
        "user": result.user,
        "unit": result.unit,
        "occasion_key": result.occasion_key,
        "assessor": result.assessor,
        "assessed_on": today - timedelta(days=1),
    }
    PracticalAssessment.objects.create(
        result="belum_lulus", note="Keliru orang", supersedes=result, **values
    )
    for again in ({"supersedes": result, "note": "Lagi"}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PracticalAssessment.objects.create(result="lulus", **values, **again)


@pytest.mark.parametrize("count", [0, 1, 30])
def test_every_page_costs_the_same_for_any_number_of_people(
    client, dwi, run, unit, group, today, count, django_assert_num_queries
):
    for _person in range(count):
        user = UserFactory()
        takes_part(run, group, user)
        rows = [
            PracticalAssessment(
                user=user,
                unit=unit,
                occasion_key=key_of(run),
                result=result,
                assessor=dwi,
                assessed_on=today,
                note="Lagi",
            )
            for result in ("belum_lulus", "lulus")
        ]
        rows[1].supersedes = rows[0]
        for row in rows:
            row.save()
    client.force_login(dwi)
    client.get(LIST)  # fills the caches of the site's name and colours

    # session, user, what the role may (two), the trainings
    for address, queries in {
        LIST: 5,
        reverse("curriculum:practice_occasion", args=[key_of(run)]): 8,
        sheet_of(run, unit): 9,
    }.items():
        with django_assert_num_queries(queries):
            page = client.get(address)
        assert markup_errors(page.text) == []


def test_the_page_of_the_training_leads_there_for_who_teaches_it(client, dwi, run):
    coordinator = UserFactory(roles=["coordinator"])
    MandateFactory(user=coordinator, place=tutul())
    leads = []
    for user in (dwi, coordinator):
        client.force_login(user)
        leads.append(f"{LIST}{key_of(run)}/" in client.get(run.get_absolute_url()).text)

    assert leads == [True, False]
