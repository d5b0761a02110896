"""allauth's pages at this site's addresses; their names are allauth's, which looks them up."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as phone
from allauth.usersessions.views import ListUserSessionsView
from django.contrib.auth.views import LogoutView
from django.urls import path

from balai.accounts.second_factor.views import Deactivate
from balai.accounts.views import SignIn

urlpatterns = [
    path("masuk/", SignIn.as_view(), name="account_login"),
    path("keluar/", LogoutView.as_view(), name="account_logout"),
    path("masuk/kode/", codes.AuthenticateView.as_view(), name="mfa_authenticate"),
    path("akun/sandi/lagi/", ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("akun/dua-langkah/", codes.IndexView.as_view(), name="mfa_index"),
    path("akun/dua-langkah/lagi/", codes.ReauthenticateView.as_view(), name="mfa_reauthenticate"),
    path("akun/dua-langkah/pasang/", phone.ActivateTOTPView.as_view(), name="mfa_activate_totp"),
    path("akun/dua-langkah/lepas/", Deactivate.as_view(), name="mfa_deactivate_totp"),
    path(
        "akun/kode-cadangan/",
        spare.ViewRecoveryCodesView.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        "akun/kode-cadangan/baru/",
        spare.GenerateRecoveryCodesView.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path("akun/perangkat/", ListUserSessionsView.as_view(), name="usersessions_list"),
]
