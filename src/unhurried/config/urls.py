from django.conf import settings
from django.urls import include, path

from unhurried.web.public.errors import not_found, not_working, too_many, unreadable

urlpatterns = [
    path("", include("unhurried.web.public.urls")),
    path("account/", include("unhurried.web.account.urls")),
    path("c/", include("unhurried.web.client.urls")),
    path("p/", include("unhurried.web.live")),
    path("clinician/", include("unhurried.web.clinician.urls")),
    path("clinic/", include("unhurried.web.clinic.urls")),
]

if settings.INSTALLATION.is_demo:
    urlpatterns += [path("demo/", include("unhurried.config.demo.urls"))]

handler400 = unreadable
handler404 = not_found
handler500 = not_working
handler429 = too_many
