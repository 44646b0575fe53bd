from django.urls import path

from tests.bench.floors.plain import views

urlpatterns = [
    path("", views.today, name="today"),
    path("assignments/<int:pk>/", views.today, name="assignment"),
    path("note/", views.note, name="note"),
]
