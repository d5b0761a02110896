"""The coordinator's registers in the admin: what each role finds, sees and may do there."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from mentoring.registry.errors import PersonIsGone
from mentoring.registry.models import CrafterGroup, Mandate, Membership, Person, Sentra
from mentoring.registry.services import add_member
from tests.factories.accounts import UserFactory
from tests.factories.assignments import FacilitatorFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    banyumulek,
    tutul,
)

pytestmark = pytest.mark.django_db

REGISTERS = {
    "mentoring_sentra": lambda: SentraFactory(),
    "mentoring_person": lambda: MembershipFactory(group=_group()).person,
    "mentoring_group": lambda: MembershipFactory(group=_group()).group,
    "mentoring_facilitator": lambda: FacilitatorFactory(),
    "mentoring_mandate": lambda: MandateFactory(),
}
# Literal on purpose: a list that asks once more for each row fails here.
QUERIES = {
    "mentoring_sentra": 7,
    "mentoring_person": 8,
    "mentoring_group": 7,
    "mentoring_facilitator": 7,
    "mentoring_mandate": 7,
}


def _group():
    sentra = Sentra.objects.filter(name="Satu").first() or SentraFactory(name="Satu")
    return CrafterGroupFactory(sentra=sentra)


def page(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


@pytest.mark.parametrize("rows", [0, 1, 30])
@pytest.mark.parametrize("register", REGISTERS)
def test_a_register_asks_the_same_few_questions_for_any_number_of_rows(
    register, rows, client, django_assert_num_queries
):
    manager = UserFactory(roles=["programme_manager"])
    client.force_login(manager)
    address = reverse(f"{register}:index_results")  # the list without the menus of other plugins
    client.get(address)  # content types and site settings are read once
    for _ in range(rows):
        REGISTERS[register]()

    # Nothing is fetched of an empty list, hence "at most" for that one.
    with django_assert_num_queries(QUERIES[register], exact=rows > 0):
        response = client.get(address)

    assert len(response.context["object_list"]) == rows


@pytest.mark.parametrize("register", ["mentoring_sentra", "mentoring_person", "mentoring_group"])
def test_a_coordinator_finds_the_rows_of_her_places_only(register, client, dewi, wayan, here, far):
    near_row, far_row = _rows(register, here), _rows(register, far)

    seen_by_dewi = page(client, dewi, f"{register}:index").context["object_list"]
    seen_by_wayan = page(client, wayan, f"{register}:index").context["object_list"]

    assert (list(seen_by_dewi), list(seen_by_wayan)) == ([near_row], [far_row])


def _rows(register, group):
    if register == "mentoring_group":
        return group
    if register == "mentoring_sentra":
        return group.sentra
    return MembershipFactory(group=group, person__place=group.sentra.place).person


@pytest.mark.parametrize("register", ["mentoring_sentra", "mentoring_person", "mentoring_group"])
@pytest.mark.parametrize("view", ["inspect", "edit", "delete", "history", "usage"])
def test_a_row_of_another_place_is_not_found_by_its_key(register, view, client, dewi, here, far):
    near_row, far_row = _rows(register, here), _rows(register, far)

    assert page(client, dewi, f"{register}:{view}", near_row.pk).status_code == 200
    assert page(client, dewi, f"{register}:{view}", far_row.pk).status_code == 404


@pytest.mark.parametrize("register", ["mentoring_sentra", "mentoring_person", "mentoring_group"])
def test_whoever_only_looks_on_sees_the_page_and_may_not_edit(register, client, rini, here):
    row = _rows(register, here)

    assert page(client, rini, f"{register}:inspect", row.pk).status_code == 200
    assert page(client, rini, f"{register}:edit", row.pk).status_code == 302  # refused by the role


def test_a_coordinator_who_evaluates_elsewhere_sees_that_group_and_cannot_edit_it(
    client, dewi, far
):
    MandateFactory(user=dewi, role="evaluator", place=banyumulek())

    assert page(client, dewi, "mentoring_group:inspect", far.pk).status_code == 200
    assert page(client, dewi, "mentoring_group:edit", far.pk).status_code == 302
    assert page(client, dewi, "mentoring_group:add_member", far.pk).status_code == 302


def test_evaluators_facilitators_and_crafters_do_not_enter_the_registers(client, eko, sri):
    for user in (eko, sri.user, UserFactory(roles=["crafter"])):
        assert page(client, user, "mentoring_group:index").status_code == 302


def test_search_ignores_case_and_finds_by_hamlet(client, dewi, here):
    PersonFactory(full_name="Ruminah Contoh", hamlet="Kebon")
    PersonFactory(full_name="Sutini")
    client.force_login(dewi)

    for wanted in ("ruminah", "KEBON"):
        found = client.get(reverse("mentoring_person:index"), {"q": wanted}).context["object_list"]
        assert [person.full_name for person in found] == ["Ruminah Contoh"]


def test_filters_offer_only_visible_rows(client, dewi, here, far):
    client.force_login(dewi)

    response = client.get(reverse("mentoring_group:index"), {"sentra": far.sentra.pk})

    assert list(response.context["filters"].form.fields["sentra"].queryset) == [here.sentra]


def test_an_export_holds_visible_rows_and_no_formula(client, dewi, here, far):
    MembershipFactory(group=far, person__place=banyumulek(), person__full_name="Jauh")
    MembershipFactory(group=here, person__full_name="=1+1", person__phone="+6280000000012")
    client.force_login(dewi)

    address = f"{reverse('mentoring_person:index')}?export=csv"
    csv = client.post(address, {"reason": "Daftar hadir"}).getvalue().decode()

    assert "'=1+1" in csv
    assert "Jauh" not in csv


def test_a_coordinator_writes_down_a_craft_centre_and_is_warned_about_its_size(client, dewi):
    tutul()
    client.force_login(dewi)
    response = client.post(
        reverse("mentoring_sentra:add"),
        {
            "name": "Manik Tutul",
            "craft": "manik-manik",
            "place": "35.09.10.2003",
            "time_zone": "Asia/Jakarta",
            "business_units": 4,
        },
        follow=True,
    )

    assert Sentra.objects.get().business_units == 4
    assert [message.level_tag for message in response.context["messages"]] == [
        "success",
        "warning",
    ]


def test_a_place_outside_the_mandate_is_not_accepted_and_not_named(client, dewi):
    banyumulek()
    client.force_login(dewi)

    response = client.post(
        reverse("mentoring_sentra:add"),
        {
            "name": "Gerabah",
            "craft": "gerabah",
            "place": "52.01.02.2006",
            "time_zone": "Asia/Makassar",
        },
    )

    assert "place" in response.context["form"].errors
    assert "Banyumulek" not in response.content.decode()
    assert Sentra.objects.count() == 0


def test_a_group_of_a_taken_name_comes_back_with_the_reason_on_the_form(client, dewi, here):
    client.force_login(dewi)
    response = client.post(
        reverse("mentoring_group:add"),
        {"name": "RONCE MELATI", "sentra": here.sentra.pk, "tenancy": "outwall", "tier": "other"},
    )

    [sentence] = response.context["form"].non_field_errors()
    assert "RONCE MELATI" in sentence
    assert CrafterGroup.objects.count() == 1


def test_a_new_member_is_written_down_in_one_step(client, dewi, here):
    client.force_login(dewi)
    response = client.post(
        reverse("mentoring_group:enrol_new_person", args=[here.pk]),
        {
            "full_name": "Sutini",
            "hamlet": "Krajan",
            "sex": "P",
            "phone": "0812 3456 7890",
            "role": "chair",
            "starts_on": "2026-02-01",
        },
    )

    membership = Membership.objects.get()
    assert response.headers["Location"] == reverse("mentoring_group:inspect", args=[here.pk])
    assert (membership.person.full_name, membership.role) == ("Sutini", "chair")
    assert membership.person.phone == "+6281234567890"
    assert membership.starts_on == date(2026, 2, 1)


def test_a_form_asks_for_the_last_day_included(client, dewi, here):
    person = PersonFactory()
    client.force_login(dewi)
    client.post(
        reverse("mentoring_group:add_member", args=[here.pk]),
        {
            "person": person.pk,
            "role": "member",
            "starts_on": "2026-02-01",
            "last_day": "2026-02-28",
        },
    )

    assert Membership.objects.get().ends_on == date(2026, 3, 1)


def test_a_double_membership_comes_back_as_a_sentence(client, dewi, here):
    standing = MembershipFactory(group=here)
    client.force_login(dewi)
    response = client.post(
        reverse("mentoring_group:add_member", args=[here.pk]),
        {"person": standing.person.pk, "role": "member", "starts_on": "2026-02-01"},
    )

    [sentence] = response.context["form"].non_field_errors()
    assert standing.person.full_name in sentence
    assert Membership.objects.count() == 1


def test_a_person_of_another_place_is_no_choice_for_a_member(client, dewi, here):
    stranger = PersonFactory(place=banyumulek(), full_name="Orang Jauh Rekaan")
    client.force_login(dewi)

    response = client.post(
        reverse("mentoring_group:add_member", args=[here.pk]),
        {"person": stranger.pk, "role": "member", "starts_on": "2026-02-01"},
    )

    assert "person" in response.context["form"].errors
    assert "Orang Jauh Rekaan" not in response.content.decode()


@pytest.fixture(params=["merged", "erased"])
def gone(request):
    """Somebody whose record was merged with another, or erased."""
    if request.param == "merged":
        return PersonFactory(full_name="Ruminah Ganda", merged_into=PersonFactory())
    return PersonFactory(full_name="Ruminah Ganda", tombstoned_at=timezone.now())


def test_a_record_that_is_gone_is_no_choice_for_a_member(client, dewi, here, gone):
    client.force_login(dewi)

    response = client.post(
        reverse("mentoring_group:add_member", args=[here.pk]),
        {"person": gone.pk, "role": "member", "starts_on": "2026-02-01"},
    )

    assert "person" in response.context["form"].errors
    assert not here.memberships.exists()


def test_nobody_joins_under_a_record_that_is_gone(dewi, here, gone):
    with pytest.raises(PersonIsGone):
        add_member(person=gone, group=here, starts_on=date(2026, 2, 1), added_by=dewi)


def test_the_chooser_of_people_offers_no_record_that_is_gone(client, dewi, gone):
    client.force_login(dewi)
    chooser = "mentoring_person_chooser"

    listed = client.get(reverse(f"{chooser}:choose")).json()["html"]

    assert "Ruminah Ganda" not in listed
    assert client.get(reverse(f"{chooser}:chosen", args=[gone.pk])).status_code == 404


def test_a_second_group_is_allowed_and_pointed_out(client, dewi, here):
    elsewhere = MembershipFactory(group=CrafterGroupFactory(name="Bubut Mandiri"))
    client.force_login(dewi)
    response = client.post(
        reverse("mentoring_group:add_member", args=[here.pk]),
        {"person": elsewhere.person.pk, "role": "member", "starts_on": "2026-02-01"},
        follow=True,
    )

    told = " ".join(str(message) for message in response.context["messages"])
    assert "Bubut Mandiri" in told
    assert here.memberships.count() == 1


@pytest.mark.parametrize(("members", "cautions"), [(0, 0), (2, 1), (3, 0), (40, 0), (41, 1)])
def test_a_group_too_small_or_too_large_carries_a_caution(client, dewi, here, members, cautions):
    for _ in range(members):
        MembershipFactory(group=here)

    response = page(client, dewi, "mentoring_group:inspect", here.pk)

    assert len(response.context["cautions"]) == cautions


def test_a_membership_is_ended_from_the_page_of_the_group(client, dewi, here):
    membership = MembershipFactory(group=here, starts_on=date(2026, 1, 1))
    client.force_login(dewi)
    client.post(
        reverse("mentoring_group:end_membership", args=[membership.pk]),
        {"last_day": "2026-01-31", "reason": "pindah"},
    )

    membership.refresh_from_db()
    assert (membership.ends_on, membership.reason) == (date(2026, 2, 1), "pindah")


def test_a_membership_of_another_place_is_not_found(client, dewi, far):
    membership = MembershipFactory(group=far)

    response = page(client, dewi, "mentoring_group:end_membership", membership.pk)

    assert response.status_code == 404


def test_the_page_of_a_group_asks_the_same_questions_for_3_and_30_members(client, dewi, here):
    page(client, dewi, "mentoring_group:inspect", here.pk)
    asked = []
    for more in (3, 27):
        for _ in range(more):
            MembershipFactory(group=here)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse("mentoring_group:inspect", args=[here.pk]))
        # Menus of other plugins and panels of other rooms ask about their own tables.
        tables = [query["sql"].partition(" FROM ")[2] for query in queries]
        asked.append(sum(table.startswith('"mentoring_registry') for table in tables))

    assert asked == [10, 10]
    assert len(response.context["roster"]) == 30


def test_a_coordinator_may_correct_a_member_who_lives_outside_her_places(client, dewi, here):
    membership = MembershipFactory(group=here, person__place=banyumulek())
    client.force_login(dewi)
    client.post(
        reverse("mentoring_person:edit", args=[membership.person.pk]),
        {"full_name": "Inaq Sahnim Rekaan", "hamlet": "Mekar", "place": "52.01.02.2006"},
    )

    person = Person.objects.get()
    assert (person.full_name, person.place_id) == ("Inaq Sahnim Rekaan", "52.01.02.2006")


@pytest.mark.parametrize("phone", ["apa", "08", "12345678901234567890"])
def test_an_impossible_phone_comes_back_with_a_hint(client, dewi, phone):
    tutul()
    client.force_login(dewi)
    response = client.post(
        reverse("mentoring_person:add"),
        {"full_name": "Sutini", "hamlet": "Krajan", "place": "35.09.10.2003", "phone": phone},
    )

    assert list(response.context["form"].errors) == ["phone"]


@pytest.mark.parametrize("born_on", ["2567-01-01", "1447-05-05", "31/02/1980"])
def test_an_impossible_birth_date_comes_back(client, dewi, born_on):
    tutul()
    client.force_login(dewi)
    response = client.post(
        reverse("mentoring_person:add"),
        {"full_name": "Sutini", "hamlet": "Krajan", "place": "35.09.10.2003", "born_on": born_on},
    )

    assert list(response.context["form"].errors) == ["born_on"]


def test_a_row_others_name_is_kept_and_the_page_says_why(client, dewi, here):
    client.force_login(dewi)
    response = client.post(reverse("mentoring_sentra:delete", args=[here.sentra.pk]), follow=True)

    [message] = response.context["messages"]
    assert message.level_tag == "error"
    assert Sentra.objects.count() == 1


def test_a_row_entered_by_mistake_can_be_deleted(client, dewi):
    person = PersonFactory()
    client.force_login(dewi)
    client.post(reverse("mentoring_person:delete", args=[person.pk]))

    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("chooser", "near", "far"),
    [
        ("mentoring_place_chooser", tutul, banyumulek),
        (
            "mentoring_person_chooser",
            PersonFactory,
            lambda: PersonFactory(place=banyumulek(), full_name="Orang Jauh"),
        ),
    ],
)
def test_a_chooser_offers_rows_in_charge_only_also_by_key(client, dewi, chooser, near, far):
    near_row, far_row = near(), far()
    client.force_login(dewi)

    listed = client.get(reverse(f"{chooser}:choose")).json()["html"]
    multiple = client.get(reverse(f"{chooser}:chosen_multiple"), {"id": far_row.pk}).json()

    assert escape(str(near_row)) in listed
    assert escape(str(far_row)) not in listed
    assert client.get(reverse(f"{chooser}:chosen", args=[near_row.pk])).status_code == 200
    assert client.get(reverse(f"{chooser}:chosen", args=[far_row.pk])).status_code == 404
    assert multiple["result"] == []


def test_a_chooser_is_searched_by_name(client, dewi):
    PersonFactory(full_name="Ruminah Contoh")
    PersonFactory(full_name="Sutini")
    client.force_login(dewi)

    html = client.get(reverse("mentoring_person_chooser:choose_results"), {"q": "rumi"})

    assert "Ruminah Contoh" in html.content.decode()
    assert "Sutini" not in html.content.decode()


def test_a_manager_grants_and_ends_a_mandate_but_never_her_own(client, rini):
    tutul()
    receiver = UserFactory()
    client.force_login(rini)
    wanted = {"role": "coordinator", "place": "35.09.10.2003", "starts_on": "2026-01-01"}

    refused = client.post(reverse("mentoring_mandate:add"), {**wanted, "user": rini.pk})
    client.post(reverse("mentoring_mandate:add"), {**wanted, "user": receiver.pk})
    mandate = Mandate.objects.get()
    client.post(reverse("mentoring_mandate:end", args=[mandate.pk]), {"last_day": "2026-12-31"})

    assert "user" in refused.context["form"].errors
    mandate.refresh_from_db()
    assert (mandate.user, mandate.ends_on) == (receiver, date(2027, 1, 1))


def test_a_coordinator_grants_no_mandates(client, dewi):
    assert page(client, dewi, "mentoring_mandate:add").status_code == 302
    assert page(client, dewi, "mentoring_mandate:index").status_code == 302
