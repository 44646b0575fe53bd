from django.urls import path

from unhurried.config.demo import views
from unhurried.web.asking import urls_for

app_name = "demo"
urlpatterns = urls_for(
    "everyone",
    [
        path("", views.demo, name="demo"),
        path("as/", views.sign_in_as, name="as"),
        path("next-morning/", views.to_next_morning, name="next_morning"),
    ],
)
