from django.urls import URLPattern

app_name = "mentoring_assignments"
urlpatterns: list[URLPattern] = []
