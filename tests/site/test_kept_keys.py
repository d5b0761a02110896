"""Keys of a site that was given none: made once, for its owner only, outside the database."""

import stat

from cryptography.fernet import Fernet

from balai.settings.keys import kept_identifier_key, kept_secret_key


def test_each_key_is_made_once_and_read_by_its_owner_only(tmp_path):
    for kept, name in ((kept_secret_key, "secret_key"), (kept_identifier_key, "identifier_key")):
        first = kept(tmp_path)

        assert kept(tmp_path) == first
        assert stat.S_IMODE((tmp_path / "keys" / name).stat().st_mode) == 0o600
    assert Fernet(kept_identifier_key(tmp_path))
