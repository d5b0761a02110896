"""Versions from before the states were all in use, and drawn on this sheet."""

from django.db import migrations
from django.db.models import F

DRAWING = (
    "<!doctype html><html lang=id><title>-</title><style>@page { size: 297mm 210mm; margin: 0 }"
    "body { margin: 0 } img { position: absolute; image-rendering: crisp-edges }"
    ".border { width: 297mm; height: 210mm } .logo { left: 33mm; top: 28mm; height: 22mm }"
    '</style><img class=border alt="" src="asset:border.svg"><!--logo-->'
)


def approve(apps, schema_editor):
    apps.get_model("certificates", "TemplateVersion").objects.update(
        state="approved", approved_at=F("created_at"), drawing_html=DRAWING
    )


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0010_designs_from_draft_to_retirement"),
    ]

    operations = [migrations.RunPython(approve, migrations.RunPython.noop)]
