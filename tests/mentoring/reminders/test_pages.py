"""Pages about messages: what was sent, whom to tell, wishes, and the words."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.desk import DeskItem
from mentoring.reminders.desk import desk_items
from mentoring.reminders.kinds import kinds
from mentoring.reminders.models import Channel, ContactPreference, MessageText, Reminder
from mentoring.reminders.retention import SentMessages
from mentoring.reminders.services import make_reminders
from mentoring.reminders.wording import own_words
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory, PersonFactory
from tests.factories.reminders import ReminderFactory
from tests.markup import markup_errors
from tests.mentoring.reminders.conftest import NOW, village

pytestmark = pytest.mark.django_db
TEXT = ("visit_comes", "id")


def url(name, *args):
    return reverse(f"mentoring_reminders:{name}", args=args)


def shown(client, user, address, **query):
    client.force_login(user)
    answer = client.get(address, query)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert markup_errors(text) == []
    return text


@pytest.fixture
def task(ronce):
    return ReminderFactory(
        channel=Channel.TASK,
        user=ronce.user,
        person=ronce.chair,
        group=ronce.group,
        subject="Kunjungan besok",
        body="Pendamping datang besok.",
        error="shared_phone",
    )


def test_a_facilitator_tells_in_person_and_taps_once(client, task, ronce):
    text = shown(client, ronce.user, url("tasks"))
    assert "Ruminah Contoh" in text and "Pendamping datang besok." in text

    answer = client.post(url("told", task.pk), follow=True)

    assert "Ruminah Contoh" not in answer.content.decode().split("</h1>")[1]
    task.refresh_from_db()
    assert task.state == "done"
    assert client.post(url("told", task.pk)).status_code == 302


def test_a_task_is_nobody_elses(client, task):
    other = village(name="Lain", number="+628000000044").user

    assert "Ruminah" not in shown(client, other, url("tasks"))
    assert client.post(url("told", task.pk)).status_code == 404
    task.refresh_from_db()
    assert task.state == "waiting"


def test_her_desk_says_whom_to_tell(task, ronce):
    items = list(desk_items(ronce.user, date(2026, 3, 2)))

    waiting = [item for item in items if item.kind == "waiting"]
    assert [(item.count, item.url) for item in waiting] == [(1, url("tasks"))]
    assert [row.title for row in waiting[0].rows()] == ["Ruminah Contoh"]
    assert isinstance(items[0], DeskItem)


def test_a_coordinator_reads_what_was_sent_in_her_places_by_its_subject(client, ronce, dewi, wayan):
    ReminderFactory(user=ronce.user, group=ronce.group, subject="Satu hal", body="Isi pesan")
    hers = ReminderFactory(user=dewi, subject="Untuk Dewi", body="Isi untuk Dewi")

    text = shown(client, dewi, url("sent"))
    assert "Satu hal" in text and "Sri Pendamping Contoh" in text and "Isi pesan" not in text
    assert hers.body in text
    assert "Satu hal" not in shown(client, wayan, url("sent"))
    assert "Satu hal" in shown(client, ronce.user, url("sent"))


def test_messages_are_found_by_name_state_way_and_kind(client, ronce, dewi):
    ReminderFactory(user=ronce.user, group=ronce.group, subject="Satu")
    ReminderFactory(
        user=None,
        person=ronce.chair,
        group=ronce.group,
        subject="Dua",
        channel=Channel.SMS,
        state="sent",
        settled_at=NOW,
        kind="visit_comes",
    )

    def found(**query):
        text = shown(client, dewi, url("sent"), **query)
        return [subject for subject in ("Satu", "Dua") if f"<h2>{subject}</h2>" in text]

    assert found() == ["Satu", "Dua"]
    assert found(q="Rumina") == ["Dua"]
    assert found(q="pendamping") == ["Satu"]
    assert found(keadaan="sent") == found(cara="sms") == found(tentang="visit_comes") == ["Dua"]
    assert len(found(keadaan="\0", cara="\0", tentang="\0")) == len(found())
    assert len(found(q="\0")) == len(found())
    assert found(keadaan="bukan-apa-apa", q="x" * 300, halaman="-1") == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_messages_takes_a_constant_number_of_queries(
    client, ronce, dewi, django_assert_num_queries, count
):
    for _number in range(count):
        ReminderFactory(user=None, person=ronce.chair, group=ronce.group)
    client.force_login(dewi)
    client.get(url("sent"))

    with django_assert_num_queries(7):
        client.get(url("sent"))


def test_i_stop_my_messages_and_want_them_again(client, ronce):
    shown(client, ronce.user, url("my_wish"))

    client.post(url("my_wish"), {"wants": "tidak"})
    assert ContactPreference.objects.get(user=ronce.user).stopped_at is not None
    client.post(url("my_wish"), {"wants": "ya"})
    assert ContactPreference.objects.get(user=ronce.user).stopped_at is None
    assert client.post(url("my_wish"), {"wants": "mungkin"}).status_code == 200


def test_a_crafter_with_an_account_stops_both_kinds_at_once(client, ronce):
    ronce.chair.user = ronce.user
    ronce.chair.save()
    client.force_login(ronce.user)

    client.post(url("my_wish"), {"wants": "tidak"})

    assert ContactPreference.objects.filter(stopped_at__isnull=False).count() == 2


def test_a_facilitator_writes_down_what_a_crafter_of_hers_wants(client, ronce, dewi, wayan, eko):
    address = url("wish_of", ronce.chair.pk)
    assert "Ruminah Contoh" in shown(client, ronce.user, address)

    client.post(address, {"wants": "tidak"})

    assert ContactPreference.objects.get(person=ronce.chair).stopped_at is not None
    for user, status in ((dewi, 200), (eko, 403), (wayan, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
        assert client.post(address, {"wants": "ya"}).status_code == (
            302 if status == 200 else status
        )


@pytest.mark.parametrize("count", [1, 3])
def test_a_facilitator_sees_whom_messages_reach(
    client, ronce, gateway, django_assert_num_queries, count
):
    for number in range(1, count):
        person = PersonFactory(full_name=f"Warsini {number} Contoh", phone="+628000000011")
        MembershipFactory(group=ronce.group, person=person)
    group = reverse("mentoring_sessions:group", args=[ronce.group.pk])
    assert url("group", ronce.group.pk) in shown(client, ronce.user, group)
    text = shown(client, ronce.user, url("group", ronce.group.pk))
    assert "SMS" in text and text.count("Belum setuju dikirimi pesan") == count - 1

    with django_assert_num_queries(9):
        client.get(url("group", ronce.group.pk))


def test_of_a_foreign_group_nobody_is_told(client, ronce, wayan, eko):
    other = village(name="Lain", number="+628000000044").user

    for user in (other, wayan, eko):
        client.force_login(user)
        assert client.get(url("group", ronce.group.pk)).status_code == 404


def test_managers_change_the_words_and_new_messages_use_them(client, rini, ronce, gateway):
    assert "Kunjungan besok" in shown(client, rini, url("texts"))
    address = url("text", *TEXT)
    shown(client, rini, address)
    words = {"subject": "Ke {group}", "body": "Bu {name}, {day} pukul {time} di {group}."}

    look = client.post(address, {**words, "buat": "lihat"}).content.decode()
    assert "Bu Sri, Sabtu, 2 Mei 2026 pukul di Tira." in look
    assert markup_errors(look) == [] and not MessageText.objects.exists()
    assert client.post(address, {**words, "buat": "simpan"}).status_code == 302

    make_reminders(now=NOW, only=["visit_comes"])
    made = Reminder.objects.get()
    assert made.body == "Bu Ruminah Contoh, Selasa, 3 Maret 2026 pukul 09.00 di Ronce Melati."
    assert "diubah" in shown(client, rini, url("texts"))
    assert client.post(address, {**words, "buat": "kembali"}).status_code == 302
    assert not MessageText.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"subject": "Ke {group}", "body": "Utang Ibu {debt}"}, "{debt}"),
        ({"subject": "Ke {group}", "body": "{name.user.password}"}, "{name.user.password}"),
        ({"subject": "{lines}", "body": "Halo"}, "{lines}"),
        ({"subject": "Ke {group}", "body": "Halo {name"}, "{"),
        ({"subject": "Ke {group}", "body": "{group} " * 70}, "612"),
        ({"subject": "", "body": "Halo"}, "field-error"),
        ({"subject": "Ke " * 99, "body": "x" * 700}, "field-error"),
    ],
)
def test_words_that_cannot_be_sent_are_refused(client, rini, words, said):
    client.force_login(rini)

    answer = client.post(url("text", *TEXT), {**words, "buat": "simpan"})

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not MessageText.objects.exists()


def test_only_who_may_write_texts_finds_them(client, dewi, ronce):
    for user in (dewi, ronce.user):
        client.force_login(user)
        assert client.get(url("texts")).status_code == 403
        assert client.post(url("text", *TEXT), {"subject": "x", "body": "y"}).status_code == 403


def test_a_text_of_nothing_does_not_exist(client, rini):
    client.force_login(rini)

    assert client.get(url("text", "unknown", "id")).status_code == 404
    assert client.get(url("text", "visit_comes", "xx")).status_code == 404
    # Lessons are read aloud in it; pages and messages are not written in it.
    assert client.get(url("text", "visit_comes", "mad")).status_code == 404


@pytest.mark.parametrize("name", ["tasks", "sent", "my_wish", "texts"])
def test_guests_sign_in_first(client, db, name):
    assert client.get(url(name)).headers["Location"].startswith("/masuk/")


def test_words_are_forgotten_and_that_they_were_sent_stays(ronce):
    old = NOW - timedelta(days=91)
    row = ReminderFactory(user=ronce.user, state="sent", settled_at=old, path="/x/")
    kept = ReminderFactory(user=ronce.user, state="sent", settled_at=NOW)
    rule, today = SentMessages(), timezone.localdate(NOW)

    assert (rule.days, rule.count(today), rule.carry_out(today), rule.count(today)) == (90, 1, 1, 0)

    row.refresh_from_db()
    kept.refresh_from_db()
    assert (row.subject, row.body, row.path, row.state) == ("", "", "", "sent")
    assert kept.body


def test_in_every_language_every_kind_has_words_of_its_own():
    for kind in kinds().values():
        indonesian, english = own_words(kind, "id"), own_words(kind, "en")
        assert indonesian.body != english.body, kind.name


def test_a_crafter_with_an_account_sees_messages_to_her_but_nobodys_task(client, ronce):
    ronce.chair.user = UserFactory(roles=[])
    ronce.chair.save()
    ReminderFactory(user=None, person=ronce.chair, subject="Untuk Ruminah", body="Isi pesannya.")
    ReminderFactory(
        user=ronce.user, person=ronce.chair, channel=Channel.TASK, subject="Tugas pendamping"
    )

    text = shown(client, ronce.chair.user, url("sent"))

    assert "Untuk Ruminah" in text and "Isi pesannya." in text
    assert "Tugas pendamping" not in text
