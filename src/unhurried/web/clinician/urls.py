from django.urls import path

from unhurried.web.asking import urls_for
from unhurried.web.clinician.views import (
    agreements,
    calendar,
    caseload,
    closing,
    gates,
    giving,
    homework,
    people,
    room,
    safety,
    together,
)

app_name = "clinician"
urlpatterns = urls_for(
    "clinician",
    [
        path("", caseload.caseload, name="caseload"),
        path("room/", room.room, name="room"),
        path("review/", caseload.desk, name="review"),
        path("people/new/", people.new_client, name="new_client"),
        path("people/<uuid:client_id>/", people.client, name="client"),
        path("people/<uuid:client_id>/about/", people.about, name="about"),
        path("people/<uuid:client_id>/link/", people.link, name="link"),
        path("people/<uuid:client_id>/plan/", giving.plan, name="plan"),
        path("people/<uuid:client_id>/plan/<str:pathway>/", giving.plan, name="plan_with"),
        path("people/<uuid:client_id>/give/<str:exercise_id>/", giving.compose, name="compose"),
        path("people/<uuid:client_id>/appointment/", calendar.new_appointment, name="new_appointment"),
        path("people/<uuid:client_id>/safety/", safety.safety, name="safety"),
        path("concerns/<uuid:concern_id>/", safety.concern, name="concern"),
        path("concerns/<uuid:concern_id>/answered/", safety.answer_concern, name="answer_concern"),
        path("given/<uuid:assignment_id>/", homework.given, name="given"),
        path("given/<uuid:assignment_id>/card/", together.card, name="card"),
        path("given/<uuid:assignment_id>/release/", gates.release, name="release"),
        path("given/<uuid:assignment_id>/hold/", gates.hold, name="hold"),
        path("given/<uuid:assignment_id>/invite/", gates.invite, name="invite"),
        path("given/<uuid:assignment_id>/version/", gates.version, name="version"),
        path("holds/<uuid:hold_id>/lift/", gates.lift, name="lift"),
        path("relationships/<uuid:relationship_id>/", together.relationship, name="relationship"),
        path("relationships/<uuid:relationship_id>/joins/", together.joins, name="joins"),
        path("relationships/<uuid:relationship_id>/close/", closing.close_part, name="close_part"),
        path("relationships/<uuid:relationship_id>/pause/", agreements.pause, name="pause"),
        path("relationships/<uuid:relationship_id>/pause/end/", agreements.end, name="end_pause"),
        path("library/", homework.library, name="library"),
        path("library/<str:exercise_id>/", homework.library_exercise, name="library_exercise"),
        path("calendar/", calendar.calendar, name="calendar"),
        path("appointments/<uuid:appointment_id>/", calendar.appointment, name="appointment"),
        path(
            "appointments/<uuid:appointment_id>/cancel/",
            closing.cancel_appointment,
            name="cancel_appointment",
        ),
    ],
)
