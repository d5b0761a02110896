"""Replace Wagtail's welcome page by this site's front page, and point the site at it."""

from django.db import migrations


def create_front_page(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("home", "HomePage")

    Page.objects.filter(depth=2, slug="home").delete()
    content_type, _created = ContentType.objects.get_or_create(app_label="home", model="homepage")
    front_page = HomePage.objects.create(
        title="Pendamping",
        draft_title="Pendamping",
        slug="depan",
        welcome="Belajar, berlatih, dan maju bersama kelompok.",
        content_type=content_type,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/depan/",
        locale=Locale.objects.order_by("pk").first(),
    )
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=front_page, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create_front_page, migrations.RunPython.noop)]
