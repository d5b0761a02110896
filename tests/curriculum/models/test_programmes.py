import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from curriculum.models import ProgrammeModule, ProgrammeUnit
from tests.factories.curriculum import CompetencyUnitFactory, ProgrammeFactory, module

pytestmark = pytest.mark.django_db


def test_a_programme_speaks_the_language_of_the_page():
    programme = ProgrammeFactory()

    with translation.override("en"):
        assert programme.title() == "Wooden bead making"
    with translation.override("id"):
        assert programme.title() == "Produksi Manik-manik Kayu"


@pytest.mark.parametrize("code", ["m01", "M", "M 01", "M" * 21])
def test_a_code_is_short_and_in_capitals(code):
    with pytest.raises(ValidationError) as refusal:
        ProgrammeFactory.build(code=code).full_clean()

    assert list(refusal.value.error_dict) == ["code"]


def test_a_unit_and_a_module_stand_in_a_programme_once():
    programme, unit, page = ProgrammeFactory(), CompetencyUnitFactory(), module()
    ProgrammeUnit.objects.create(programme=programme, unit=unit, jp=8)
    ProgrammeModule.objects.create(programme=programme, module_id=page.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeUnit.objects.create(programme=programme, unit=unit, jp=8)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeModule.objects.create(programme=programme, module_id=page.pk)
