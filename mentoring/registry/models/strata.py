"""How strong a crafter's household stands among others of its craft. Never shown to peers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stratum(models.TextChoices):
    """From the weakest to the strongest; the order of this list is the order of ranks."""

    LAGGING = "tertinggal", _("left behind")
    GROWING = "berkembang", _("growing")
    ESTABLISHED = "mapan", _("established")
    JURAGAN = "juragan", _("juragan, art shop")


# Whom the programme is for first, and whose share of it is watched.
WEAK_STRATA = (Stratum.LAGGING, Stratum.GROWING)
STRONG_STRATA = (Stratum.ESTABLISHED, Stratum.JURAGAN)
