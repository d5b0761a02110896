from datetime import date

import pytest
from django.urls import reverse
from wagtail import hooks

from mentoring.sessions.models import TrainingRun
from tests.factories.accounts import UserFactory
from tests.factories.registry import MandateFactory, banyumulek, tutul
from tests.factories.sessions import TrainingRunFactory, programmes_offered

pytestmark = pytest.mark.django_db
ADD = reverse("mentoring_training_run:add")


def edit(run):
    return reverse("mentoring_training_run:edit", args=[run.pk])


@pytest.fixture
def rina(client):
    tutul()
    user = MandateFactory(user=UserFactory(roles=["coordinator"])).user
    client.force_login(user)
    return user


@pytest.fixture
def said():
    return {
        "programme_code": "PROG-CONTOH",
        "number": "3",
        "wave": "I",
        "issuer_code": "UPT-BLK-CONTOH",
        "starts_on": "2026-08-03",
        "last_day": "2026-08-12",
        "place": tutul().pk,
        "venue": "Balai Desa Tutul",
        "time_zone": "Asia/Jakarta",
        "delivery": "mtu",
        "seats": "12",
        "reserve_seats": "3",
        "decree_number": "SK/1",
        "decree_on": "2026-07-01",
    }


def test_a_coordinator_opens_a_run_and_goes_on_to_its_sessions(client, rina, said):
    dwi = UserFactory(roles=["instructor"])

    with programmes_offered():
        response = client.post(ADD, said | {"instructors": [dwi.pk]})

    run = TrainingRun.objects.get()
    assert response.headers["Location"] == run.get_absolute_url()
    assert (run.ends_on, run.last_day) == (date(2026, 8, 13), date(2026, 8, 12))
    assert (run.opened_by, list(run.instructors.all())) == (rina, [dwi])
    assert (run.seats, run.reserve_seats) == (12, 3)
    assert run.programme["title_id"] == "Produksi Manik-manik Kayu"


def test_only_instructors_can_be_named_as_such(client, rina, said):
    with programmes_offered():
        response = client.post(ADD, said | {"instructors": [UserFactory().pk]})

    assert list(response.context["form"].errors) == ["instructors"]


def test_a_last_day_before_the_first_comes_back_on_the_form(client, rina, said):
    with programmes_offered():
        response = client.post(ADD, said | {"last_day": "2026-08-02"})

    assert list(response.context["form"].errors) == ["last_day"]


def test_a_number_that_is_taken_comes_back_on_the_form(client, rina, said):
    TrainingRunFactory(number="3", wave="I")

    with programmes_offered():
        response = client.post(ADD, said)

    assert response.status_code == 200
    assert TrainingRun.objects.count() == 1


def test_a_run_in_a_place_of_somebody_else_is_refused(client, rina, said):
    with programmes_offered():
        response = client.post(ADD, said | {"place": banyumulek().pk})

    assert list(response.context["form"].errors) == ["place"]


def test_issuers_are_a_list_where_somebody_keeps_one(client, rina, said):
    class Blk:
        code, name = "UPT-BLK-CONTOH", "UPT BLK Contoh"

    with (
        programmes_offered(),
        hooks.register_temporarily("register_training_issuers", lambda: [Blk]),
    ):
        form = client.get(ADD).context["form"]
        refused = client.post(ADD, said | {"issuer_code": "LAIN"})

    assert ("UPT-BLK-CONTOH", "UPT BLK Contoh") in form.fields["issuer_code"].choices
    assert list(refused.context["form"].errors) == ["issuer_code"]


def test_a_run_is_corrected_and_keeps_a_programme_no_longer_offered(client, rina, said):
    run = TrainingRunFactory(number="3", wave="I", state="running")

    response = client.post(edit(run), said | {"venue": "Balai RW"})

    run.refresh_from_db()
    assert response.headers["Location"] == run.get_absolute_url()
    assert (run.venue, run.state) == ("Balai RW", "running")


@pytest.mark.parametrize(
    ("who", "status"), [("coordinator", 200), ("foreign", 404), ("manager_elsewhere", 403)]
)
def test_who_corrects_a_run(client, who, status):
    run = TrainingRunFactory()
    users = {
        "coordinator": MandateFactory(user=UserFactory(roles=["coordinator"])).user,
        "foreign": MandateFactory(user=UserFactory(roles=["coordinator"]), place=banyumulek()).user,
        "manager_elsewhere": UserFactory(roles=["programme_manager"]),
    }
    client.force_login(users[who])

    response = client.get(edit(run))

    # Wagtail's admin answers a refusal with a way back to its first page.
    assert response.status_code in (status, 302 if status == 403 else status)


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_register_lists_visible_runs_at_a_constant_cost(
    client, rina, count, django_assert_max_num_queries
):
    TrainingRunFactory.create_batch(count)
    TrainingRunFactory(place=banyumulek())
    index = reverse("mentoring_training_run:index")
    client.get(index)

    with django_assert_max_num_queries(14):
        response = client.get(index)

    assert response.context["page_obj"].paginator.count == count
