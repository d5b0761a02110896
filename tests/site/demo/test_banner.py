import pytest

from balai.demo.removal import remove_demo
from balai.demo.sign_ins import create_demo_user
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_signed_in_page_carries_the_banner_while_demo_sign_ins_exist(client):
    client.force_login(UserFactory())
    assert "banner-demo" not in client.get("/beranda/").text

    create_demo_user(username="budi", full_name="Budi", roles=["facilitator"])
    assert "banner-demo" in client.get("/beranda/").text

    remove_demo()
    assert "banner-demo" not in client.get("/beranda/").text


def test_a_guest_reads_no_banner(client):
    create_demo_user(username="budi", full_name="Budi", roles=["facilitator"])

    assert "banner-demo" not in client.get("/").text
