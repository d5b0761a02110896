"""Addresses of the calendar: planned sessions, what keeps people busy, subscriptions."""

from django.urls import path

from mentoring.sessions.views import calendar, feeds, seasons

urlpatterns = [
    path("sesi/<uuid:pk>/pindah/", calendar.move, name="move_session"),
    path("sesi/<uuid:pk>/hentikan/", calendar.call_off, name="call_off_rest"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/langganan/", feeds.subscription, name="calendar_feed"),
    path("kalender/<str:secret>.ics", feeds.feed, name="calendar_ics"),
    path("kalender/musim/", seasons.seasons, name="seasons"),
    path("kalender/musim/baru/", seasons.add, name="add_season"),
    path("kalender/musim/<int:pk>/", seasons.season, name="season"),
    path("kalender/musim/<int:pk>/hapus/", seasons.delete, name="delete_season"),
]
