from django.urls import include, path

from unhurried.web.account import views
from unhurried.web.asking import urls_for

signed_out = [
    path("join/", views.type_code, name="type_code"),
    path("join/<slug:code>/", views.join, name="join"),
]
signed_in = [
    path("theme/", views.choose_theme, name="theme"),
    path("mail/", views.work_mail, name="work_mail"),
]

urlpatterns = [
    # allauth looks its own names up; every page behind them is ours.
    *urls_for(
        "everyone",
        [
            path("sign-in/", views.sign_in, name="account_login"),
            path("sign-out/", views.sign_out, name="account_logout"),
            path("password/", views.change_password, name="account_change_password"),
        ],
    ),
    path(
        "",
        include((urls_for("everyone", signed_out) + urls_for("signed_in", signed_in), "account"), "account"),
    ),
]
