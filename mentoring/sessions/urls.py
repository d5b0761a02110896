"""Addresses of this room, under /pendampingan/."""

from django.urls import path

from mentoring.sessions import calendar_urls, review_urls, run_urls, study_urls
from mentoring.sessions.views import clusters, groups, home, members, mine, visits

app_name = "mentoring_sessions"
urlpatterns = [
    path("", home.home, name="home"),
    path("kelompok-saya/", mine.my_group, name="my_group"),
    path("kelompok/<uuid:pk>/", groups.group_page, name="group"),
    path("kelompok/<uuid:pk>/catat/", visits.log_visit, name="log_visit"),
    path("kelompok/<uuid:pk>/rencana/", groups.plan, name="plan_visit"),
    path("kelompok/<uuid:pk>/janji/", groups.add_promise, name="add_promise"),
    path("kelompok/<uuid:pk>/usul-anggota/", members.propose_joining, name="propose_member"),
    path("anggota/<uuid:pk>/usul/", members.propose_change, name="propose_member_change"),
    path("usul-anggota/", members.proposals, name="member_proposals"),
    path("usul-anggota/<uuid:pk>/", members.proposal, name="member_proposal"),
    path("usul-anggota/<uuid:pk>/tarik/", members.withdraw, name="withdraw_member_proposal"),
    path("janji/<uuid:pk>/selesai/", groups.complete, name="complete"),
    path("janji/<uuid:pk>/pelaku/", groups.re_own, name="re_own"),
    path("gugus/", clusters.clusters, name="clusters"),
    path("gugus/<uuid:pk>/", clusters.cluster_page, name="cluster"),
    path("gugus/<uuid:pk>/rapat/", clusters.log_meeting, name="log_cluster_meeting"),
    path("sesi/<uuid:pk>/", visits.session_page, name="session"),
    path("sesi/<uuid:pk>/tidak-jadi/", visits.settle, name="settle"),
    path("sesi/<uuid:pk>/usul/", visits.propose, name="propose"),
    path("sesi/<uuid:pk>/versi/", visits.versions, name="versions"),
    path("foto/<uuid:pk>/", visits.photo, name="photo"),
    path("suara/<uuid:pk>/", visits.voice, name="voice"),
    *calendar_urls.urlpatterns,
    *review_urls.urlpatterns,
    *run_urls.urlpatterns,
    *study_urls.urlpatterns,
]
