"""Five thousand people in one training: rows are many, questions are not."""

import pytest
from django.contrib.auth import get_user_model

from certificates.models import BatchState, Certificate, ItemState, Status
from certificates.services import approve_batch, check_occasion, issue_items, prepare_batch
from tests.factories.accounts import UserFactory
from tests.factories.certificates import ToldHolder, ToldOccasion, ToldParticipant, all_met

pytestmark = pytest.mark.django_db
PEOPLE = 5000
# A statement may name 999 values on SQLite, and a certificate has 31.
PER_STATEMENT = 32


@pytest.fixture
def crowd(house):
    users = get_user_model().objects.bulk_create(UserFactory.build_batch(PEOPLE, password="!"))
    facts = all_met()
    house.teller.facts = {user.pk: facts for user in users}
    house.teller.holders = {user.pk: ToldHolder(user.full_name) for user in users}
    told = ToldOccasion(
        issuer_code=house.issuer.code,
        participants=tuple(
            ToldParticipant(user.pk, f"{number:04d}") for number, user in enumerate(users, 1)
        ),
    )
    house.teller.occasions.append(told)
    return told


def test_the_dry_run_asks_as_much_for_five_thousand_as_for_one(
    client, house, crowd, django_assert_num_queries
):
    with django_assert_num_queries(3):
        check = check_occasion(occasion=crowd, certificate_type=house.type)

    assert check.counts()["ready"] == PEOPLE
    client.force_login(house.clerk)
    client.get("/admin/")
    with django_assert_num_queries(13):
        page = client.get(f"/admin/sertifikat/periksa/{house.type.pk}/?pelatihan={crowd.key}")
    assert page.content.decode().count('class="certificates-row"') == 30


def test_batch_numbers_and_pages_of_five_thousand_go_by_many_rows_at_once(
    client,
    house,
    crowd,
    django_assert_num_queries,
    django_assert_max_num_queries,
    django_capture_on_commit_callbacks,
):
    with django_assert_max_num_queries(PEOPLE // PER_STATEMENT):
        batch = prepare_batch(occasion=crowd, certificate_type=house.type, prepared_by=house.clerk)
    with (
        django_assert_max_num_queries(2 * PEOPLE // PER_STATEMENT),
        django_capture_on_commit_callbacks() as messages,
    ):
        approve_batch(batch=batch, approved_by=house.head)

    numbers = list(
        Certificate.objects.order_by("item__position").values_list("sequence", flat=True)
    )
    assert numbers == list(range(1, PEOPLE + 1))
    sent = [each for each in messages if getattr(each, "__qualname__", "") == "_send"]
    assert len(sent) == PEOPLE // 25
    client.force_login(house.clerk)
    client.get(batch.get_absolute_url())
    with django_assert_num_queries(12):
        page = client.get(f"{batch.get_absolute_url()}?p=167")
    assert [item.position for item in page.context["page"]] == list(range(4981, PEOPLE + 1))

    few = list(batch.items.order_by("position").values_list("pk", flat=True)[:3])
    with django_assert_max_num_queries(10):
        assert issue_items(item_ids=few) == 3
    batch.refresh_from_db()
    assert batch.state == BatchState.ISSUING
    assert batch.items.filter(state=ItemState.QUEUED).count() == PEOPLE - 3
    assert Certificate.objects.filter(status=Status.VALID).count() == 3
