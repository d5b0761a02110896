import json
from io import StringIO

import pytest
from django.core.management import call_command

from balai.demo.sign_ins import DEMO_PASSWORD, create_demo_user, one_per_role
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_one_sign_in_is_printed_per_role_that_somebody_holds():
    create_demo_user(username="rina", full_name="Rina", roles=["facilitator", "author"])
    create_demo_user(username="budi", full_name="Budi", roles=["facilitator"])
    create_demo_user(username="wati", full_name="Wati", roles=[], is_superuser=True)

    found = {one.role: one.username for one in one_per_role()}

    assert found == {"facilitator": "budi", "author": "rina", "administrator": "wati"}


def test_a_printed_sign_in_opens_the_site(client):
    create_demo_user(username="budi", full_name="Budi", roles=["facilitator"])
    printed = StringIO()
    call_command("demo_signins", "--json", stdout=printed)
    [one] = json.loads(printed.getvalue())

    assert client.login(username=one["username"], password=one["password"])


def test_the_plain_list_names_role_account_and_password():
    create_demo_user(username="budi", full_name="Budi", roles=["facilitator"])
    printed = StringIO()

    call_command("demo_signins", stdout=printed)

    assert printed.getvalue().split()[-2:] == ["budi", DEMO_PASSWORD]


def test_loading_twice_gives_the_same_account_and_never_takes_over_a_real_one():
    first = create_demo_user(username="budi", full_name="Budi", roles=["facilitator"])
    real = UserFactory(username="wati")

    assert create_demo_user(username="budi", full_name="Budi", roles=[]) == first
    with pytest.raises(ValueError, match="wati"):
        create_demo_user(username="wati", full_name="Wati", roles=[])
    real.refresh_from_db()
    assert not real.is_demo


def test_a_real_account_is_never_printed():
    UserFactory(roles=["coordinator"])

    assert one_per_role() == []
