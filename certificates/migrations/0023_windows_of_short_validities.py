"""Let no certificate of three months or less be due for renewal on the day it is issued.

The window came to older types with its default of 90 days; their settings could not be saved
with it. They begin with half of their time, a month taken as 28 days.
"""

from django.db import migrations
from django.db.models import F


def shorten(apps, schema_editor):
    types = apps.get_model("certificates", "CertificateType").objects
    types.filter(validity_months__lte=3).update(renewal_days_before=F("validity_months") * 14)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0022_certificates_renew_others")]
    operations = [migrations.RunPython(shorten, migrations.RunPython.noop, elidable=True)]
