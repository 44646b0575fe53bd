from django.urls import path

from unhurried.web.asking import urls_for
from unhurried.web.client.views import exercises, first_run, places, practices, writing

app_name = "client"
urlpatterns = urls_for(
    "client",
    [
        path("", places.today, name="today"),
        path("together/", places.together, name="together"),
        path("mine/", places.mine, name="mine"),
        path("more/", places.more, name="more"),
        path("first/", first_run.first_run, name="first_run"),
        path("first/reading/", first_run.who_reads, name="who_reads"),
        path("first/limits/", first_run.confidentiality, name="confidentiality"),
        path("first/contact/", first_run.safe_contact, name="safe_contact"),
        path("first/words/", first_run.own_words, name="own_words"),
        path("about-you/", first_run.intake, name="intake"),
        path("a/<uuid:assignment_id>/", exercises.exercise, name="exercise"),
        path("a/<uuid:assignment_id>/answer/", exercises.answer, name="answer"),
        path("a/<uuid:assignment_id>/kept/", exercises.kept, name="kept"),
        path("a/<uuid:assignment_id>/time/", exercises.time, name="time"),
        path("a/<uuid:assignment_id>/time/let-go/", exercises.let_go_of_time, name="let_go_of_time"),
        path("a/<uuid:assignment_id>/begin/", exercises.begin, name="begin"),
        path("a/<uuid:assignment_id>/not-this-time/", exercises.barrier, name="barrier"),
        path("a/<uuid:assignment_id>/not-this-time/kept/", exercises.kinder, name="kinder"),
        path("p/<uuid:practice_id>/before/", practices.before, name="before"),
        path("p/<uuid:practice_id>/", practices.step, name="step"),
        path("p/<uuid:practice_id>/draft/", practices.draft, name="draft"),
        path("p/<uuid:practice_id>/stop/", practices.stop, name="stop"),
        path("p/<uuid:practice_id>/landing/", practices.landing, name="landing"),
        path("p/<uuid:practice_id>/notes/", practices.notes, name="notes"),
        path("p/<uuid:practice_id>/look/", practices.look_back, name="look_back"),
        path("journal/", writing.journal, name="journal"),
        path("journal/new/", writing.journal_new, name="journal_new"),
        path("journal/<uuid:entry_id>/", writing.journal_entry, name="journal_entry"),
        path("journal/<uuid:entry_id>/remove/", writing.journal_remove, name="journal_remove"),
        path("limits/", writing.limits, name="limits"),
    ],
)
