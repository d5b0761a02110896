"""The training body and who signs for it: the plugin certificates."""

from django import forms
from django.core.validators import RegexValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balai.accounts.models import User
from balai.first_run.steps.step import Made, Step
from certificates.models import Issuer, Signatory
from certificates.services.setting_up import (
    add_signatory,
    create_certificate_type,
    create_issuer,
    create_rule_set,
    register_shipped_design,
)

# What a certificate asks until the training body makes rules of its own.
DEFAULT_RULES = (("attended_share", {"percent": 80}), ("identity_complete", {"birth": True}))


class IssuerStep(Step):
    key = "blk"
    title = _("BLK and who signs")
    words = _("The training body that issues certificates, and the person who signs them.")
    help_words = _(
        "It begins with one certificate, “Sertifikat Pelatihan”, for whoever attended 80 percent. "
        "Other rules, kinds and numbers are set later, in the office."
    )

    name_id = forms.CharField(label=_("Name of the BLK"), max_length=120)
    code = forms.CharField(
        label=_("Short code"),
        max_length=40,
        validators=Issuer._meta.get_field("code").validators,
        help_text=_("Capital letters, digits and hyphens, for example UPT-BLK-JEMBER."),
    )
    signing_place = forms.CharField(
        label=_("Town printed before the date"), max_length=60, help_text=_("For example Jember.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=Issuer._meta.get_field("time_zone").choices
    )
    signatory_name = forms.CharField(
        label=_("Who signs"), max_length=120, help_text=_("With titles, as on paper.")
    )
    signatory_title = forms.CharField(
        label=_("Her office"), max_length=120, help_text=_("For example Kepala UPT BLK Jember.")
    )
    nip = forms.CharField(
        label=_("NIP"),
        required=False,
        validators=[RegexValidator(r"^\d{18}$", _("A NIP has 18 digits, without spaces."))],
    )

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if Issuer.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is an issuer with this code already."))
        return code

    @transaction.atomic
    def carry_out(self, by: User) -> Made:
        answers = self.cleaned_data
        issuer = create_issuer(
            code=answers["code"],
            name_id=answers["name_id"],
            signing_place=answers["signing_place"],
            time_zone=answers["time_zone"],
            head_title=answers["signatory_title"],
        )
        signatory: Signatory = add_signatory(
            issuer=issuer,
            name=answers["signatory_name"],
            title=answers["signatory_title"],
            nip=answers["nip"],
            starts_on=timezone.localdate(),
        )
        _first_certificate(issuer)
        return Made(f"{issuer.name_id} · {signatory.name}", issuer.pk)


def _first_certificate(issuer: Issuer) -> None:
    create_certificate_type(
        issuer=issuer,
        code="pelatihan",
        title_id="Sertifikat Pelatihan",
        title_en="Certificate of Training",
        rule_set=create_rule_set(
            issuer=issuer, code="pelatihan", name="Pelatihan", rules=DEFAULT_RULES
        ),
        template=register_shipped_design(folder="blk_training").template,
    )
