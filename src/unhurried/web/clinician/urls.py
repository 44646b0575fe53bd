from django.urls import path

from unhurried.web.asking import urls_for
from unhurried.web.clinician.views import calendar, caseload, homework

app_name = "clinician"
urlpatterns = urls_for(
    "clinician",
    [
        path("", caseload.caseload, name="caseload"),
        path("review/", caseload.desk, name="review"),
        path("people/new/", caseload.new_client, name="new_client"),
        path("people/<uuid:client_id>/", caseload.client, name="client"),
        path("people/<uuid:client_id>/about/", caseload.about, name="about"),
        path("people/<uuid:client_id>/link/", caseload.link, name="link"),
        path("people/<uuid:client_id>/plan/", homework.plan, name="plan"),
        path("people/<uuid:client_id>/plan/<str:pathway>/", homework.plan, name="plan_with"),
        path("people/<uuid:client_id>/give/<str:exercise_id>/", homework.compose, name="compose"),
        path("people/<uuid:client_id>/appointment/", calendar.new_appointment, name="new_appointment"),
        path("given/<uuid:assignment_id>/", homework.given, name="given"),
        path("library/", homework.library, name="library"),
        path("library/<str:exercise_id>/", homework.library_exercise, name="library_exercise"),
        path("calendar/", calendar.calendar, name="calendar"),
        path("appointments/<uuid:appointment_id>/", calendar.appointment, name="appointment"),
        path("appointments/<uuid:appointment_id>/cancel/", calendar.cancel, name="cancel_appointment"),
    ],
)
