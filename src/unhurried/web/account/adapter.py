from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """allauth in our words. Accounts are made by joining links alone, so there is no sign-up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("That name and password do not belong together. Please try again."),
        "too_many_login_attempts": _("That was tried many times just now. Please wait ten minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("front")

    def add_message(self, *args: object, **kwargs: object) -> None:
        """No notice on signing in or out: the page itself says it."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """An account that was closed answers like one that never was."""
        account = super().authenticate(request, **credentials)
        return account if account and account.is_active else None
