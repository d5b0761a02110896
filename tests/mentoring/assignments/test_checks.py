from mentoring.assignments.checks import people_have_a_private_storage


def test_photographs_and_voices_need_a_storage_of_their_own(settings):
    assert people_have_a_private_storage(None) == []

    settings.MENTORING_PRIVATE_STORAGE = "nowhere"

    (found,) = people_have_a_private_storage(None)
    assert found.id == "mentoring_assignments.W001"
    assert "MENTORING_PRIVATE_STORAGE" in found.hint
