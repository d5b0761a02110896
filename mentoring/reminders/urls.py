"""Addresses of messages, inside the plugin's prefix; the first is open to everybody."""

from django.urls import path

from mentoring.reminders.views import sent, stopping, telling, texts, wishes

app_name = "mentoring_reminders"

urlpatterns = [
    path("pesan/berhenti/<str:token>/", stopping.stop, name="stop"),
    path("pesan/", sent.sent, name="sent"),
    path("pesan/saya/", wishes.my_wish, name="my_wish"),
    path("pesan/orang/<uuid:pk>/", wishes.wish_of, name="wish_of"),
    path("pesan/kelompok/<uuid:pk>/", wishes.group_page, name="group"),
    path("pesan/langsung/", telling.tasks, name="tasks"),
    path("pesan/langsung/<uuid:pk>/sudah/", telling.told, name="told"),
    path("pesan/teks/", texts.texts, name="texts"),
    path("pesan/teks/<str:kind>/<str:language>/", texts.text, name="text"),
]
