"""A programme names a module once, whatever languages it is read in."""

import pytest
from django.core.exceptions import ValidationError

from curriculum.models import ProgrammeModule
from tests.factories.curriculum import ProgrammeFactory


def test_a_programme_takes_the_module_in_its_first_language(module, madurese):
    programme = ProgrammeFactory()

    ProgrammeModule(programme=programme, module_id=module.pk).full_clean()
    with pytest.raises(ValidationError) as refusal:
        ProgrammeModule(programme=programme, module_id=madurese.pk).full_clean()

    assert list(refusal.value.message_dict) == ["module"]
