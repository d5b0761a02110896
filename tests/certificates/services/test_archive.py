import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from certificates.models import Certificate
from certificates.services import check_archive
from certificates.storage import private_storage

pytestmark = pytest.mark.django_db


def overwrite(certificate, content):
    storage = private_storage()
    storage.delete(certificate.pdf.name)
    storage.save(certificate.pdf.name, ContentFile(content))


def test_certificates_as_issued_are_counted_and_named_whole(house, capsys):
    house.issued(2)

    call_command("check_certificate_files")

    assert check_archive().checked == 2
    assert check_archive().is_whole
    assert "2" in capsys.readouterr().out


def test_a_certificate_without_a_stored_document_yet_is_not_looked_for(house):
    house.prepared(2)

    assert check_archive().checked == 0


def test_a_changed_file_a_missing_file_and_changed_values_are_told_apart(house):
    house.issued(3)
    changed, missing, rewritten = Certificate.objects.order_by("serial")
    overwrite(changed, b"%PDF something else")
    private_storage().delete(missing.pdf.name)
    rewritten.snapshot["printed"]["name"] = "Somebody Else"
    rewritten.save(update_fields=["snapshot"])

    check = check_archive()

    assert check.checked == 3
    assert check.missing == [missing.serial]
    assert check.changed == [changed.serial, rewritten.serial]


def test_the_command_fails_naming_the_numbers_of_damaged_certificates(house):
    certificate = house.certificate()
    overwrite(certificate, b"%PDF something else")

    with pytest.raises(CommandError) as refusal:
        call_command("check_certificate_files")

    assert certificate.serial in str(refusal.value)


def test_a_history_that_was_changed_is_named_by_the_command(house, capsys):
    house.issued(2)
    event = Certificate.objects.order_by("serial").last().events.first()
    type(event).objects.filter(pk=event.pk).update(facts={"pdf_sha256": "0" * 64})

    check = check_archive()

    assert check.broken == [event.certificate.serial]
    assert (check.missing, check.changed) == ([], [])
    with pytest.raises(
        CommandError, match=f"of 1 the history was changed: {event.certificate.serial}"
    ):
        call_command("check_certificate_files")


def test_reading_histories_costs_the_same_for_one_and_many(house, django_assert_num_queries):
    for count in (1, 9):
        house.issued(count, key=f"run:{count}")
        with django_assert_num_queries(2):
            check_archive()
