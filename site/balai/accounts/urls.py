from django.contrib.auth import views as auth_views
from django.urls import path

from balai.accounts import views

app_name = "accounts"
urlpatterns = [
    path(
        "masuk/",
        auth_views.LoginView.as_view(
            template_name="accounts/sign_in.html", redirect_authenticated_user=True
        ),
        name="sign_in",
    ),
    path("keluar/", auth_views.LogoutView.as_view(), name="sign_out"),
    path("bahasa/<str:code>/", views.choose_language, name="choose_language"),
]
