"""Addresses of supervision: sessions to look at, visits told twice, back-checks,
corrections of locked figures."""

from django.urls import path

from mentoring.sessions.views import back_checks, corrections, reviews

urlpatterns = [
    path("tinjau/", reviews.reviews, name="reviews"),
    path("sesi/<uuid:pk>/tinjau/", reviews.review, name="review"),
    path("ganda/<uuid:pk>/", reviews.pair, name="pair"),
    path("koreksi/", corrections.corrections, name="corrections"),
    path("koreksi/<uuid:pk>/", corrections.correction, name="correction"),
    path("uji-petik/", back_checks.back_checks, name="back_checks"),
    path("uji-petik/undi/", back_checks.draw_lots, name="draw_back_checks"),
    path("uji-petik/<uuid:pk>/", back_checks.back_check, name="back_check"),
    path("uji-petik/<uuid:pk>/petugas/", back_checks.assign, name="assign_back_check"),
]
