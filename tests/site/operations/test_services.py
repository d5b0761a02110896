import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from balai.accounts.models import User
from balai.operations import rows
from balai.operations.archive import BackupReader
from balai.operations.errors import BrokenBackup, SiteNotEmpty
from balai.operations.services import back_up, restore
from tests.factories.accounts import UserFactory

# The online backup waits for open transactions to end, so no test may sit in one.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def backup(tmp_path):
    UserFactory(full_name="Ni Luh Sari")
    name = storages["private"].save("certificates/satu.pdf", ContentFile(b"%PDF satu"))
    yield back_up(into=tmp_path)
    storages["private"].delete(name)


def test_a_backup_is_dated_and_closed_to_others(backup, tmp_path):
    assert [path.name for path in tmp_path.iterdir()] == [backup.name]
    assert backup.name.startswith("pendamping-20")
    assert backup.stat().st_mode & 0o777 == 0o600


def test_the_manifest_tells_what_is_inside(backup):
    with BackupReader(backup) as reader:
        assert reader.manifest.rows["accounts_user"] == 1
        assert reader.manifest.members.keys() >= {
            "rows/accounts_user.jsonl",
            "private/certificates/satu.pdf",
        }
        assert "rows/django_session.jsonl" not in reader.manifest.members
        assert not reader.manifest.has_keys


def test_a_site_that_holds_anything_is_not_overwritten(backup):
    with pytest.raises(SiteNotEmpty):
        restore(source=backup)

    assert User.objects.get().full_name == "Ni Luh Sari"


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_damaged_backup_is_refused_before_anything_is_read(backup, place):
    content = bytearray(backup.read_bytes())
    content[int(len(content) * place)] ^= 0xFF
    backup.write_bytes(content)

    with pytest.raises(BrokenBackup):
        restore(source=backup)


def test_a_backup_cut_short_is_refused(backup):
    backup.write_bytes(backup.read_bytes()[:-2_000])

    with pytest.raises(BrokenBackup):
        restore(source=backup)


def test_a_backup_that_fails_leaves_no_half_file(tmp_path, monkeypatch):
    def full_disk(*words):
        raise OSError("No space left on device")

    monkeypatch.setattr(rows, "write_table", full_disk)

    with pytest.raises(OSError, match="No space left"):
        back_up(into=tmp_path)

    assert list(tmp_path.iterdir()) == []
