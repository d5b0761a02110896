"""How a certificate stands today, where its issuer stands."""

from django import template

from certificates.models import Certificate
from certificates.services.batches import today_at
from certificates.services.due import renewal_sentence

register = template.Library()


@register.filter
def is_over(certificate: Certificate) -> bool:
    """Whether its last day is over."""
    return certificate.has_expired(today_at(certificate.issuer))


@register.filter
def renewal_words(certificate: Certificate) -> str:
    """When it may be renewed, in a sentence; "" if it never is."""
    return renewal_sentence(certificate, today_at(certificate.issuer))
