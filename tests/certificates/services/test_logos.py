import io

import pikepdf
import pytest
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from certificates.services import approve_batch
from certificates.services.logos import frozen_logo

pytestmark = pytest.mark.django_db


@pytest.fixture
def logo(house):
    picture = get_image_model().objects.create(
        title="Lambang", file=get_test_image_file(size=(800, 800))
    )
    house.issuer.logo = picture
    house.issuer.save()
    house.type.issuer.refresh_from_db()
    return picture


def test_the_logo_is_kept_small_and_as_png(house, logo):
    with Picture.open(io.BytesIO(frozen_logo(house.issuer))) as kept:
        assert kept.format == "PNG"
        assert max(kept.size) <= 360


def test_a_batch_prints_the_logo_it_was_prepared_with(house, logo):
    batch = house.prepared(1)
    house.issuer.logo = None
    house.issuer.save()
    with house.commits():
        approve_batch(batch=batch, approved_by=house.head)

    certificate = batch.items.get().certificate
    with pikepdf.open(io.BytesIO(certificate.pdf.read())) as pdf:
        drawing = pdf.pages[0].Resources.XObject["/Underlay"]
        kinds = {str(entry["/Subtype"]) for entry in drawing.Resources.XObject.values()}

    assert kinds == {"/Image"}


def test_an_issuer_without_logo_prints_none(house):
    assert frozen_logo(house.issuer) == b""
