from django.urls import path

from balai.home import views

app_name = "home"
urlpatterns = [path("beranda/", views.desk, name="desk")]
