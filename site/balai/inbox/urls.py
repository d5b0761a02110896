from django.urls import path

from balai.inbox import views

app_name = "inbox"
urlpatterns = [
    path("pesan/", views.notices, name="notices"),
    path("pesan/<int:pk>/", views.notice, name="notice"),
    path("pesan/terbaca/", views.read_all, name="read_all"),
    path("surat-keluar/", views.outgoing, name="outgoing"),
]
