import pytest

from certificates.errors import DesignFixed, NoDesignInUse, NotAllowed, SampleDoesNotFit
from certificates.models import Certificate, DesignState
from certificates.rendering.choices import Choices
from certificates.services.designs import (
    approve_design,
    begin_design,
    begin_version,
    change_draft,
    retire_design,
)
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return UserFactory(roles=["administrator"])


def test_a_design_is_drawn_approved_and_then_never_changes(keeper):
    draft = begin_design(starter="blk_training", name="Sertifikat Rekaan", made_by=keeper)
    change_draft(version=draft, choices=Choices(accent="forest"), changed_by=keeper)
    version = approve_design(version=draft, approved_by=keeper)
    frozen = version.digest

    with pytest.raises(DesignFixed):
        change_draft(version=version, choices=Choices(accent="maroon"), changed_by=keeper)
    with pytest.raises(DesignFixed):
        approve_design(version=version, approved_by=keeper)

    version.refresh_from_db()
    assert (version.state, version.digest) == (DesignState.APPROVED, frozen)
    assert "#1e5136" in version.style_css
    assert version.template.version_in_use() == version


def test_a_new_version_begins_as_the_old_one_and_there_is_one_draft(keeper):
    draft = begin_design(starter="facilitator", name="Pendamping Rekaan", made_by=keeper)
    approve_design(version=draft, approved_by=keeper)

    second = begin_version(template=draft.template, made_by=keeper)
    again = begin_version(template=draft.template, made_by=keeper)

    assert second == again
    assert (second.number, second.digest) == (2, draft.digest)
    assert draft.template.version_in_use() == draft


def test_words_that_leave_no_room_for_the_longest_name_are_not_approved(keeper):
    draft = begin_design(starter="statement", name="Terlalu Rekaan", made_by=keeper)
    long = "kata " * 200
    change_draft(version=draft, choices=Choices(has_id=long, that_id=long), changed_by=keeper)

    with pytest.raises(SampleDoesNotFit):
        approve_design(version=draft, approved_by=keeper)

    draft.refresh_from_db()
    assert draft.state == DesignState.DRAFT


def test_only_who_keeps_designs_draws_approves_or_retires(keeper, house):
    draft = begin_design(starter="statement", name="Rekaan", made_by=keeper)
    for refused in (house.clerk, house.head, UserFactory()):
        with pytest.raises(NotAllowed):
            begin_design(starter="statement", name="X", made_by=refused)
        with pytest.raises(NotAllowed):
            change_draft(version=draft, choices=Choices(), changed_by=refused)
        with pytest.raises(NotAllowed):
            approve_design(version=draft, approved_by=refused)
        with pytest.raises(NotAllowed):
            retire_design(version=draft, retired_by=refused)


def test_a_design_retired_in_mid_run_prints_what_was_prepared_and_nothing_new(keeper, house):
    from certificates.services import approve_batch

    batch = house.prepared(1)
    retire_design(version=batch.template_version, retired_by=keeper)

    with house.commits():
        approve_batch(batch=batch, approved_by=house.head)

    assert Certificate.objects.valid().get().template_version == batch.template_version
    with pytest.raises(NoDesignInUse):
        house.prepared(1, key="run:2")


def test_a_new_version_changes_no_issued_certificate(keeper, house):
    certificate = house.certificate()
    before = (certificate.pdf_sha256, certificate.pdf.read())

    draft = begin_version(template=house.type.template, made_by=keeper)
    change_draft(version=draft, choices=Choices(accent="indigo"), changed_by=keeper)
    approve_design(version=draft, approved_by=keeper)

    certificate.refresh_from_db()
    assert (certificate.pdf_sha256, certificate.pdf.read()) == before
    assert house.prepared(1, key="run:2").template_version == draft
