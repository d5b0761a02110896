from django.urls import path

from balai.home import views

app_name = "home"
urlpatterns = [
    path("beranda/", views.desk, name="desk"),
    path("menunggu/", views.waiting, name="waiting"),
    path("gaya/<str:colour>.css", views.colour_sheet, name="colour_sheet"),
]
