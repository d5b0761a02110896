from django.urls import path

from balai.first_run import views

app_name = "first_run"
urlpatterns = [
    path("mulai/", views.begin, name="begin"),
    path("mulai/selesai/", views.done, name="done"),
    path("mulai/<slug:key>/", views.step, name="step"),
]
