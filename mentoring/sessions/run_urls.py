"""Addresses of trainings, under /pendampingan/ with the others of this room."""

from django.urls import path

from mentoring.sessions.views import (
    entrants,
    papers,
    registrations,
    run_attendance,
    run_participants,
    run_preparation,
    runs,
    trainee_lists,
    training_needs,
)

_RUN = "pelatihan/<uuid:pk>/"
urlpatterns = [
    path("sesi/<uuid:pk>/hadir/", run_attendance.attendance, name="attendance"),
    path("pelatihan/", runs.run_list, name="runs"),
    path("pelatihan/kebutuhan/", training_needs.needs, name="training_needs"),
    path(_RUN, runs.run_page, name="run"),
    path(f"{_RUN}kebutuhan/", training_needs.of_run, name="run_needs"),
    path(f"{_RUN}kebutuhan/pilihan/", training_needs.choices, name="run_choices"),
    path(f"{_RUN}putusan/", run_preparation.decide, name="decide_run"),
    path(f"{_RUN}sesi/", runs.plan_sessions, name="plan_sessions"),
    path(f"{_RUN}kesiapan/", run_preparation.readiness, name="run_readiness"),
    path(f"{_RUN}peserta/", run_participants.participants, name="participants"),
    path(
        f"{_RUN}peserta/pendamping/",
        run_participants.facilitator_trainees,
        name="facilitator_trainees",
    ),
    path(f"{_RUN}peserta/pilih/", entrants.choose, name="choose_participants"),
    path(f"{_RUN}peserta/ketik/", trainee_lists.grid, name="trainee_grid"),
    path(f"{_RUN}peserta/berkas/", trainee_lists.upload, name="trainee_file"),
    path(f"{_RUN}peserta/contoh.xlsx", trainee_lists.template, name="trainee_template"),
    path(f"{_RUN}peserta/nilai/", run_participants.marks, name="run_marks"),
    path(f"{_RUN}peserta/<uuid:place>/keluar/", run_participants.leave, name="leave_run"),
    path(f"{_RUN}hadir/", run_attendance.sheet, name="run_sheet"),
    path(f"{_RUN}berita-acara/", run_preparation.minutes, name="run_minutes"),
    path("pelatihan/daftar/", registrations.open_runs, name="open_runs"),
    path(f"{_RUN}daftar/", registrations.register, name="register_run"),
    path(f"{_RUN}pendaftar/", registrations.waiting_list, name="run_registrations"),
    path("pendaftar/<uuid:pk>/", registrations.decide, name="decide_registration"),
    path(f"{_RUN}lembar/", papers.of_run, name="run_papers"),
    path("kelompok/<uuid:pk>/lembar/", papers.of_group, name="group_papers"),
    path("sesi/<uuid:pk>/lembar/", papers.of_session, name="session_papers"),
    path("lembar/<uuid:pk>/", papers.paper, name="paper"),
    path("lembar/<uuid:pk>/berkas/", papers.fetch, name="fetch_paper"),
    path(f"{_RUN}tutup/", runs.close, name="close_run"),
]
