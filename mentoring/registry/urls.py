from django.urls import URLPattern

app_name = "mentoring_registry"
urlpatterns: list[URLPattern] = []
