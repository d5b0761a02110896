import io
import uuid
import zipfile
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from certificates.errors import NotAllowed, NothingPrinted
from certificates.models import Certificate, Package, PackageState
from certificates.services import approve_correction, request_correction
from certificates.services.packaging import ask_for_package, make_package, sweep_packages
from certificates.services.printing import file_name
from certificates.storage import private_storage
from tests.factories.certificates import MembershipFactory

HOME = "/admin/sertifikat/"


@pytest.fixture
def batch(house):
    return house.issued(2)


def test_a_print_file_and_a_zip_are_made_by_a_worker(house, batch):
    with house.commits():
        printed = ask_for_package(batch=batch, kind="print", asked_by=house.clerk)
        packed = ask_for_package(batch=batch, kind="zip", asked_by=house.clerk)

    printed.refresh_from_db()
    packed.refresh_from_db()
    assert (printed.state, printed.certificates) == (PackageState.READY, 2)
    assert len(pypdf.PdfReader(io.BytesIO(printed.file.read())).pages) == 4
    with zipfile.ZipFile(io.BytesIO(packed.file.read())) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 2
    assert packed.size == packed.file.size


def test_a_paper_that_took_the_place_of_another_is_in_the_print_file_and_the_zip(house, batch):
    wrong, right = Certificate.objects.order_by("item__position")
    wish = request_correction(
        certificate=wrong, wanted_name="Sri Rahayu Rekaan", reason="KTP", asked_by=house.clerk
    )
    new = approve_correction(correction=wish, approved_by=house.head)
    with house.commits():
        printed = ask_for_package(batch=batch, kind="print", asked_by=house.clerk)
        packed = ask_for_package(batch=batch, kind="zip", asked_by=house.clerk)

    printed.refresh_from_db()
    packed.refresh_from_db()
    pages = pypdf.PdfReader(io.BytesIO(printed.file.read())).pages
    fronts = [page.extract_text() for page in list(pages)[::2]]
    numbers = [right.serial, new.serial]
    assert [number in text for number, text in zip(numbers, fronts, strict=True)] == [True] * 2
    with zipfile.ZipFile(io.BytesIO(packed.file.read())) as archive:
        assert archive.namelist() == [file_name(right), file_name(new)]
    assert (printed.certificates, packed.certificates) == (2, 2)


def test_a_double_click_makes_one_and_a_second_run_changes_nothing(house, batch):
    first = ask_for_package(batch=batch, kind="zip", asked_by=house.clerk)
    assert ask_for_package(batch=batch, kind="zip", asked_by=house.clerk) == first

    assert make_package(package_id=first.pk)
    assert not make_package(package_id=first.pk)
    assert not make_package(package_id=uuid.uuid4())

    assert Package.objects.get().attempts == 1


def test_what_a_dead_worker_left_is_made_by_the_next_one(house, batch):
    package = ask_for_package(batch=batch, kind="zip", asked_by=house.clerk)
    Package.objects.update(
        state=PackageState.MAKING, heartbeat_at=timezone.now() - timedelta(hours=1)
    )

    assert sweep_packages() == 1

    package.refresh_from_db()
    assert package.state == PackageState.READY


def test_a_file_that_is_gone_fails_with_a_word_and_can_be_asked_again(house, batch):
    certificate = batch.items.first().certificate
    private_storage().delete(certificate.pdf.name)
    package = ask_for_package(batch=batch, kind="zip", asked_by=house.clerk)

    assert not make_package(package_id=package.pk)

    package.refresh_from_db()
    assert (package.state, package.error_code) == (PackageState.FAILED, "unexpected")
    assert ask_for_package(batch=batch, kind="zip", asked_by=house.clerk) != package


def test_the_link_is_for_who_asked_and_ends_after_its_time(client, house, batch):
    with house.commits():
        package = ask_for_package(batch=batch, kind="print", asked_by=house.clerk)
    url = f"{HOME}berkas/{package.pk}/"
    client.force_login(house.clerk)
    assert client.get(url).status_code == 200
    assert url in client.get(batch.get_absolute_url()).content.decode()
    client.force_login(house.head)
    assert client.get(url).status_code == 404

    Package.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    client.force_login(house.clerk)
    assert client.get(url).status_code == 404
    name = Package.objects.get().file.name
    assert sweep_packages() == 1
    assert Package.objects.get().state == PackageState.EXPIRED
    assert not private_storage().exists(name)


def test_only_this_office_asks_and_only_for_what_is_printed(client, house, batch):
    for stranger in (
        MembershipFactory().user,
        MembershipFactory(role="auditor", issuer=house.issuer).user,
    ):
        with pytest.raises(NotAllowed):
            ask_for_package(batch=batch, kind="zip", asked_by=stranger)
    with pytest.raises(NothingPrinted):
        ask_for_package(batch=batch, kind="print", asked_by=house.clerk, part=2)
    waiting = house.prepared(1, key="run:2")
    with pytest.raises(NothingPrinted):
        ask_for_package(batch=waiting, kind="zip", asked_by=house.clerk)
    client.force_login(house.clerk)
    assert client.post(f"{HOME}kelompok/{batch.pk}/berkas/", {"kind": "exe"}).status_code == 404
    client.post(f"{HOME}kelompok/{batch.pk}/berkas/", {"kind": "print", "part": "1"})
    assert Package.objects.count() == 1
