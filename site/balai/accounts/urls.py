from django.contrib.auth import views as auth_views
from django.urls import path

from balai.accounts import views
from balai.accounts.cards import views as cards
from balai.accounts.second_factor import views as second_factor

app_name = "accounts"
urlpatterns = [
    path("masuk/", views.SignIn.as_view(), name="sign_in"),
    path("masuk/dua-langkah/", second_factor.set_up, name="set_up_second_factor"),
    path("masuk/kode-cadangan/", second_factor.keep_codes, name="keep_codes"),
    path("kartu/", cards.sign_in, name="card_sign_in"),
    path("kartu/<str:code>/", cards.sign_in, name="open_card"),
    path("akun/kartu/kelompok/<uuid:key>/", cards.group_cards, name="group_cards"),
    path("akun/kartu/<uuid:key>/", cards.new_card, name="new_card"),
    path("akun/kartu/<uuid:key>/matikan/", cards.switch_off, name="switch_off_card"),
    path("akun/kartu/<uuid:key>/cetak/", cards.print_card, name="print_card"),
    path("keluar/", auth_views.LogoutView.as_view(), name="sign_out"),
    path("bahasa/<str:code>/", views.choose_language, name="choose_language"),
    path("akun/", views.account, name="account"),
    path("akun/sandi/", views.ChangePassword.as_view(), name="change_password"),
    path("akun/perangkat/<int:pk>/", second_factor.end_session, name="end_session"),
    path("akun/<int:pk>/keamanan/", second_factor.security, name="security"),
    path("akun/undang/", views.invite, name="invite"),
    path("akun/<int:pk>/tautan/", views.sign_in_link, name="sign_in_link"),
    path("sandi/lupa/", views.ForgottenPassword.as_view(), name="forgotten_password"),
    path("sandi/terkirim/", views.ResetSent.as_view(), name="reset_sent"),
    path("sandi/<uidb64>/<token>/", views.ResetPassword.as_view(), name="reset_password"),
    path("undangan/<uidb64>/<token>/", views.AcceptInvitation.as_view(), name="accept_invitation"),
]
