import pytest
from django.core.exceptions import ValidationError

from certificates.errors import NumberPatternClash
from certificates.models import TemplateVersion
from certificates.services import (
    create_certificate_type,
    create_issuer,
    create_rule_set,
    register_shipped_design,
)
from tests.factories.certificates import CertificateTypeFactory, IssuerFactory

pytestmark = pytest.mark.django_db


def test_registering_the_same_design_again_makes_no_new_version():
    first = register_shipped_design(folder="blk_training")

    assert register_shipped_design(folder="blk_training") == first
    assert TemplateVersion.objects.count() == 1


def test_a_changed_design_becomes_the_next_version_and_the_old_one_stays():
    first = register_shipped_design(folder="blk_training")
    TemplateVersion.objects.filter(pk=first.pk).update(digest="older")

    second = register_shipped_design(folder="blk_training")

    assert (second.number, TemplateVersion.objects.count()) == (2, 2)


def test_two_types_that_would_print_one_number_are_refused():
    first = CertificateTypeFactory()

    with pytest.raises(NumberPatternClash):
        create_certificate_type(
            issuer=first.issuer,
            code="lain",
            title_id="Surat Keterangan",
            title_en="Statement",
            rule_set=first.rule_set,
            template=first.template,
        )


def test_an_issuer_with_an_unusable_pattern_is_refused():
    with pytest.raises(ValidationError):
        create_issuer(code="X", name_id="X", signing_place="X", number_pattern="{seq}")


def test_rules_under_a_known_code_become_the_next_version():
    issuer = IssuerFactory()
    for _time in range(2):
        latest = create_rule_set(
            issuer=issuer, code="lulus", name="Lulus", rules=[("attended_share", {"percent": 75})]
        )

    assert latest.version == 2
    assert [rule.params for rule in latest.rules.all()] == [{"percent": 75}]
