import pytest

from balai.operations.errors import PassphraseMissing, WrongPassphrase
from balai.operations.sealing import seal_folder, unseal_folder

PASSPHRASE = "batik tulis lasem"


@pytest.fixture
def keys(tmp_path):
    folder = tmp_path / "keys"
    (folder / "signing").mkdir(parents=True)
    (folder / "secret_key").write_text("rahasia")
    (folder / "signing" / "blk.pem").write_text("-----BEGIN PRIVATE KEY-----")
    return folder


def test_keys_come_back_for_their_owner_only(keys, tmp_path):
    sealed = seal_folder(keys, passphrase=PASSPHRASE)

    count = unseal_folder(sealed, tmp_path / "back", passphrase=PASSPHRASE)

    assert count == 2
    assert (tmp_path / "back" / "secret_key").read_text() == "rahasia"
    assert (tmp_path / "back" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "back" / "signing" / "blk.pem").exists()


def test_nothing_of_a_key_is_readable_in_the_box(keys):
    assert b"PRIVATE KEY" not in seal_folder(keys, passphrase=PASSPHRASE)


def test_the_same_keys_never_look_the_same_twice(keys):
    assert seal_folder(keys, passphrase=PASSPHRASE) != seal_folder(keys, passphrase=PASSPHRASE)


def test_another_passphrase_opens_nothing(keys, tmp_path):
    sealed = seal_folder(keys, passphrase=PASSPHRASE)

    with pytest.raises(WrongPassphrase):
        unseal_folder(sealed, tmp_path / "back", passphrase="batik cap lasem")

    assert not (tmp_path / "back").exists()


def test_a_short_passphrase_is_refused(keys):
    with pytest.raises(PassphraseMissing):
        seal_folder(keys, passphrase="lasem")
