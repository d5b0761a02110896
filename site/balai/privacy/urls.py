from django.urls import path

from balai.privacy import views

app_name = "privacy"
urlpatterns = [
    path("privasi/", views.privacy, name="privacy"),
    path("privasi/kebocoran/", views.breaches, name="breaches"),
    path("privasi/kebocoran/baru/", views.record, name="record"),
    path("privasi/kebocoran/<uuid:pk>/", views.breach, name="breach"),
    path("privasi/kebocoran/<uuid:pk>/ubah/", views.change, name="change"),
    path("privasi/kebocoran/<uuid:pk>/tutup/", views.close, name="close"),
    path("privasi/simpanan/", views.retention, name="retention"),
]
