"""Addresses of this room, under /pendampingan/."""

from django.urls import path

from mentoring.field.views import conflicts, devices, records

app_name = "mentoring_field"
urlpatterns = [
    path("hp/", devices.device_list, name="devices"),
    path("hp/daftar.csv", devices.export, name="export_devices"),
    path("hp/saya/", devices.mine, name="my_devices"),
    path("hp/undang/", devices.invite, name="invite"),
    path("hp/undang/<int:pk>/", devices.invitation, name="invitation"),
    path("hp/catatan/", records.held_list, name="held_records"),
    path("hp/catatan/<int:pk>/", records.held, name="held_record"),
    path("hp/perbedaan/", conflicts.conflict_list, name="conflicts"),
    path("hp/perbedaan/<uuid:pk>/", conflicts.conflict, name="conflict"),
    path("hp/<uuid:pk>/", devices.device, name="device"),
    path("hp/<uuid:pk>/keluarkan/", devices.revoke, name="revoke"),
    path("hp/<uuid:pk>/kode/", devices.unlock_code, name="unlock_code"),
    path("hp/<uuid:pk>/selamatkan/", devices.rescue, name="rescue"),
]
