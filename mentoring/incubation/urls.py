from django.urls import URLPattern

app_name = "mentoring_incubation"
urlpatterns: list[URLPattern] = []
