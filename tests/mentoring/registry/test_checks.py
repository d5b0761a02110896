import pytest

from mentoring.registry.checks import create_user_can_be_called, identifier_keys_can_be_used


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("balai.accounts.services.create_participant_user", []),
        ("", ["mentoring_registry.W001"]),
        ("balai.accounts.services.nobody", ["mentoring_registry.E001"]),
    ],
)
def test_the_setting_is_checked_when_the_site_starts(path, ids, settings):
    settings.MENTORING_CREATE_USER = path

    found = create_user_can_be_called(None)

    assert [message.id for message in found] == ids
    assert all("MENTORING_CREATE_USER" in message.hint for message in found)


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        (["b25seSBmb3IgdGVzdHMgb25seSBmb3IgdGVzdHMhISE="], []),
        ([], ["mentoring_registry.W002"]),
        (["a short word"], ["mentoring_registry.E002"]),
        (["b25seSBmb3IgdGVzdHMgb25seSBmb3IgdGVzdHMhISE=", ""], ["mentoring_registry.E002"]),
    ],
)
def test_the_keys_of_identity_numbers_are_checked_when_the_site_starts(keys, ids, settings):
    settings.MENTORING_IDENTIFIER_KEYS = keys

    found = identifier_keys_can_be_used(None)

    assert [message.id for message in found] == ids
    assert all("MENTORING_IDENTIFIER_KEYS" in message.hint for message in found)
