"""A backup taken in either mode comes back whole in either mode."""

import json
import tarfile

from tests.live import embedded, full

FILL = """
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from wagtail.models import Page
from certificates.services import approve_batch, issue_items, prepare_batch
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories import certificates as told
from tests.factories.registry import MembershipFactory
user = UserFactory(full_name="Sri Wahyuni – Pandé Besi", phone="+6281234567890")
MembershipFactory()
AssignmentFactory()
page = Page.objects.get(depth=2).specific
page.title = "Beranda ⟨baru⟩"
page.save_revision(user=user).publish()
clerk, teller = told.MembershipFactory(role="clerk"), told.Teller()
head = told.MembershipFactory(role="head", issuer=clerk.issuer)
kind = told.CertificateTypeFactory(issuer=clerk.issuer)
with told.telling(teller):
    occasion = teller.tell(issuer=clerk.issuer, people=2)
    batch = prepare_batch(occasion=occasion, certificate_type=kind, prepared_by=clerk.user)
    approve_batch(batch=batch, approved_by=head.user)
    issue_items(item_ids=list(batch.items.values_list("pk", flat=True)))
storages["default"].save("original_images/tenun.txt", ContentFile(b"tenun"))
storages["private"].save("photographs/satu.jpg", ContentFile(b"satu"))
"""


def records(site):
    """Every record of the site as plain data, without what a backup leaves out."""
    left_out = ["sessions", "health", "wagtailsearch"]
    text = site.manage("dumpdata", *[f"--exclude={app}" for app in left_out])
    return sorted(json.loads(text), key=lambda row: (row["model"], str(row["pk"])))


def stored(site):
    roots = (site.var / "media", site.var / "private")
    return {
        str(path.relative_to(site.var)): path.read_bytes()
        for root in roots
        for path in root.rglob("*")
        if path.is_file()
    }


def back_up(site):
    site.manage("backup", "--into", str(site.var / "backups"))
    (path,) = (site.var / "backups").iterdir()
    return path


def new_key(site):
    """Make one more user and return its primary key."""
    code = "print(UserFactory(username='baru').pk)"
    return int(
        site.manage(
            "shell", "-v0", "-c", f"from tests.factories.accounts import UserFactory; {code}"
        )
    )


def rows_in(path):
    with tarfile.open(path) as archive:
        return sum(json.load(archive.extractfile("manifest.json"))["rows"].values())


def test_a_backup_comes_back_whole_after_every_change_of_database(postgresql, redis_server):
    with (
        embedded() as first,
        full(postgresql, "template0", redis_server) as second,
        embedded(is_migrated=False) as third,
    ):
        first.manage("shell", "-c", FILL)
        before = records(first)

        second.manage("restore", str(back_up(first)))

        assert records(second) == before
        assert stored(second) == stored(first)

        from_postgresql = back_up(second)
        said = third.manage("restore", str(from_postgresql))

        assert records(third) == before
        assert stored(third) == stored(first)
        assert f"Restored {rows_in(from_postgresql)} rows and {len(stored(first))} files." in said
        assert "2 certificates" in said
        # A sequence that was not set on would offer a number that is taken.
        taken = [row["pk"] for row in before if row["model"] == "accounts.user"]
        assert new_key(second) == new_key(third) == max(taken) + 1


def test_nothing_is_backed_up_where_nothing_is():
    with embedded(is_migrated=False) as site:
        assert "There is no database to back up here." in site.refusal("backup")
