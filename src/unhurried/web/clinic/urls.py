from django.urls import path

from unhurried.web.asking import urls_for
from unhurried.web.clinic import away, reading, views

app_name = "clinic"
urlpatterns = urls_for(
    "manager",
    [
        path("", views.settings, name="settings"),
        path("discretion/", views.discretion, name="discretion"),
        path("members/", views.members, name="members"),
        path("members/new/", views.new_member, name="new_member"),
        path("members/<uuid:member_id>/link/", views.link, name="link"),
        path("members/<uuid:member_id>/licence/", views.credential, name="credential"),
        path("members/<uuid:member_id>/colleague/", away.colleague, name="colleague"),
        path("help-now/", views.crisis_entries, name="crisis_entries"),
        path("help-now/new/", views.crisis_entry, name="new_crisis_entry"),
        path("help-now/<uuid:entry_id>/", views.crisis_entry, name="crisis_entry"),
        path("help-now/<uuid:entry_id>/remove/", views.remove_crisis_entry, name="remove_crisis_entry"),
        path("reading/", reading.reading, name="reading"),
        path("reading/new/", reading.reading_entry, name="new_reading_entry"),
        path("reading/<uuid:reading_id>/", reading.reading_entry, name="reading_entry"),
        path("reading/<uuid:reading_id>/remove/", reading.remove_reading_entry, name="remove_reading_entry"),
        path("audit/", views.audit, name="audit"),
    ],
)
