"""What a pack holds, how it is compared, and that nobody can forge it."""

import base64
import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.models import PageViewRestriction

from curriculum.errors import PackNotPossible
from curriculum.models import ModuleRelease, OfflinePack
from curriculum.phone.contents import changed_since, digest_of
from curriculum.phone.signing import public_key, signature_of
from curriculum.services import make_pack, remove_module
from curriculum.services.keeping import path_of_content
from tests.factories.curriculum import check, module, picture, sound, step, video
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


def pack_of(page, language="id") -> OfflinePack:
    return make_pack(release=ModuleRelease.objects.current().get(page=page), language=language)


def pages_of(pack) -> list[str]:
    files = [file for file in pack.manifest["files"] if file["type"].startswith("text/html")]
    return [stored(file["sha"]) for file in files]


def stored(sha: str) -> str:
    with default_storage.open(path_of_content(sha, ".page")) as file:
        return file.read().decode()


def test_a_pack_names_every_page_and_file_once():
    drawn, spoken = picture(), sound()
    page = module(lessons=2, cards=[step(picture=drawn, alt="Kayu.", sound=spoken), check()])
    pack = pack_of(page)
    files = pack.manifest["files"]

    assert [lesson["title"] for lesson in pack.manifest["lessons"]] == ["Belajar 1", "Belajar 2"]
    assert [file["url"] for file in files] == sorted({file["url"] for file in files})
    assert {file["tier"] for file in files} == {"text", "pictures", "audio"}
    pages = {file["url"] for file in files if file["tier"] == "text"}
    assert pages == {"/pelajaran/m01/", "/pelajaran/m01/belajar-1/", "/pelajaran/m01/belajar-2/"}
    # The spare MP3 stays away: a phone takes one sound.
    assert [file["type"] for file in files if file["tier"] == "audio"] == ["audio/ogg; codecs=opus"]
    assert pack.digest == digest_of(pack.manifest)


def test_a_video_is_not_kept():
    from tests.curriculum.test_cards import all_cards

    pack = pack_of(module(cards=all_cards()))

    assert not [file for file in pack.manifest["files"] if file["url"].endswith(".mp4")]
    assert video  # the cards above have one


@pytest.mark.parametrize("language", ["id", "en"])
def test_kept_pages_are_strict_html_without_anything_personal(language):
    from tests.curriculum.test_cards import all_cards

    for html in pages_of(pack_of(module(cards=all_cards()), language)):
        assert markup_errors(html) == []
        assert "csrf" not in html
        assert "/cek/" not in html
        assert "<style" not in html


def test_the_same_release_is_the_same_pack():
    page = module()

    assert pack_of(page).pk == pack_of(page).pk
    assert pack_of(page).pk != pack_of(page, "en").pk


def test_one_changed_picture_changes_that_picture_and_the_page_that_shows_it():
    page = module(lessons=2)
    old = pack_of(page)
    lesson = page.get_lessons()[0]
    body = lesson.body
    body[0].value["picture"] = picture("Lain", size=(32, 24))
    lesson.body = body
    lesson.save_revision().publish()
    new = pack_of(page)

    told = changed_since(old.manifest, new.manifest)
    assert [file["type"] for file in told["add"] if file["tier"] == "pictures"] == ["image/webp"]
    assert [file["url"] for file in told["add"] if file["tier"] == "text"] == [
        "/pelajaran/m01/belajar-1/"
    ]
    assert "files" not in told["manifest"]
    assert len(json.dumps(told)) < 5_000


def test_a_module_that_not_everybody_may_read_is_not_kept_on_phones():
    page = module()
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    with pytest.raises(PackNotPossible):
        pack_of(page)


def test_a_module_closed_after_its_pack_was_made_is_handed_out_no_more(client):
    page = module()
    pack_of(page)
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert client.get(f"/pelajaran/hp/paket/{page.pk}/").status_code == 404
    assert client.get("/pelajaran/hp/terbaru/", {"m": page.pk}).json() == {}


def test_a_restricted_lesson_is_left_out_with_its_files(client):
    page = module(lessons=2)
    whole = pack_of(page)
    lesson = page.get_lessons()[1]
    PageViewRestriction.objects.create(page=lesson, restriction_type="login")
    pack = pack_of(page)

    assert [each["id"] for each in whole.manifest["lessons"]] == [
        each.pk for each in page.get_lessons()
    ]
    assert [each["title"] for each in pack.manifest["lessons"]] == ["Belajar 1"]
    assert lesson.url not in {file["url"] for file in pack.manifest["files"]}
    assert not [html for html in pages_of(pack) if lesson.url in html]
    assert client.get("/pelajaran/hp/terbaru/", {"m": page.pk}).json() == {
        str(page.pk): pack.digest
    }


def test_a_lesson_taken_back_is_not_kept_for_a_group_that_reads_an_older_release():
    page = module(lessons=2)
    old = ModuleRelease.objects.current().get(page=page)
    page.get_lessons()[1].unpublish()

    pack = make_pack(release=old, language="id")
    assert [each["title"] for each in pack.manifest["lessons"]] == ["Belajar 1"]


def test_half_a_file_is_written_again():
    page = module()
    pack = pack_of(page)
    sha = next(f["sha"] for f in pack.manifest["files"] if f["tier"] == "text")
    path = path_of_content(sha, ".page")
    whole = stored(sha)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(whole[:9].encode()))
    OfflinePack.objects.all().delete()

    pack_of(page)

    assert stored(sha) == whole


def test_a_release_without_kept_files_cannot_be_kept():
    page = module()
    ModuleRelease.objects.update(face=None)

    with pytest.raises(PackNotPossible):
        pack_of(page)


def test_pages_of_a_removed_module_are_deleted(django_capture_on_commit_callbacks):
    page = module()
    sha = next(f["sha"] for f in pack_of(page).manifest["files"] if f["tier"] == "text")
    assert default_storage.exists(path_of_content(sha, ".page"))

    with django_capture_on_commit_callbacks(execute=True):
        remove_module(module=page)

    assert not default_storage.exists(path_of_content(sha, ".page"))


def test_a_signature_holds_for_its_digest_and_this_site_only(settings):
    key = serialization.load_der_public_key(base64.b64decode(public_key()))
    raw = base64.b64decode(signature_of("abc"))
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    how = ec.ECDSA(hashes.SHA256())

    key.verify(der, b"abc", how)
    with pytest.raises(InvalidSignature):
        key.verify(der, b"abd", how)
    settings.SECRET_KEY = "another site"
    assert serialization.load_der_public_key(base64.b64decode(public_key())) != key
