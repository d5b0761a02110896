from datetime import date

import pytest
from wagtail import hooks

from mentoring.registry.holders import Holder
from mentoring.registry.models import ConsentPurpose
from mentoring.registry.services import newest_text
from tests.factories.accounts import UserFactory
from tests.factories.registry import ConsentFactory, PersonFactory

pytestmark = pytest.mark.django_db


def the_source():
    [source] = [
        ask()
        for ask in hooks.get_hooks("register_certificate_holders")
        if ask.__module__ == "mentoring.registry.wagtail_hooks"
    ]
    return source


def says_yes(person):
    text = newest_text(purpose=ConsentPurpose.CERTIFICATE, language="id")
    ConsentFactory(person=person, purpose=ConsentPurpose.CERTIFICATE, text=text)


def test_a_holder_who_agreed_is_printed_with_her_whole_address():
    ruminah = PersonFactory(
        full_name="Ruminah Contoh",
        birthplace="Jember",
        born_on=date(1980, 5, 17),
        rt_rw="01/02",
        user=UserFactory(),
    )
    says_yes(ruminah)

    assert the_source().holders_for([ruminah.user_id]) == {
        ruminah.user_id: Holder(
            printed_name="Ruminah Contoh",
            birthplace="Jember",
            born_on=date(1980, 5, 17),
            address="Krajan, RT/RW 01/02, Tutul, Balung, Jember, Jawa Timur",
            may_print=True,
        )
    }


def test_who_was_never_asked_is_printed_without_her_address():
    ruminah = PersonFactory(rt_rw="01/02", user=UserFactory())

    holder = the_source().holders_for([ruminah.user_id])[ruminah.user_id]

    assert (holder.address, holder.may_print) == ("", True)


def test_users_who_are_no_people_of_the_registry_are_absent():
    assert the_source().holders_for([UserFactory().pk]) == {}


@pytest.mark.parametrize("people", [0, 1, 30])
def test_any_number_of_holders_takes_one_question(people, django_assert_num_queries):
    users = [PersonFactory(user=UserFactory()).user_id for _ in range(people)]

    with django_assert_num_queries(1, exact=people > 0):
        found = the_source().holders_for(users)

    assert len(found) == people
