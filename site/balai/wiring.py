"""The only code that knows two plugins: how this site joins mentoring and certificates.

Everything else between plugins goes through hooks they ask and answer without knowing
one another (see the manuals). Imported once, when the site's apps are ready.
"""

from datetime import date
from typing import Any

from django.db.models import Q

from certificates.intervals import on_day
from certificates.models import IssuerMembership
from mentoring.scopes import scope


@scope("mentoring_sessions.TrainingRun")
def runs_of_issuers_i_work_for(user: Any, on: date) -> Q:
    """Staff of a training body see the runs held in its name, wherever they were held.

    Mentoring keeps the issuer as a code only; who works for an issuer, from when until
    when, is known to certificates.
    """
    mine = IssuerMembership.objects.filter(on_day(on), user=user)
    return Q(issuer_code__in=mine.values("issuer__code"))
