from django.urls import path

from unhurried.web.asking import urls_for
from unhurried.web.public import views

urlpatterns = urls_for(
    "everyone",
    [
        path("", views.front, name="front"),
        path("help-now/", views.help_now, name="help_now"),
        path("help-now/worker.js", views.help_worker, name="help_worker"),
        path("reading/", views.reading, name="reading"),
        path("reading/<slug:page>/", views.page, name="page"),
        path("leave/", views.leave, name="leave"),
        path("leaving/", views.leaving, name="leaving"),
        path("style/", views.style, name="style"),
    ],
)
