"""Our words for what allauth says: short, plain, without blame; and which of its mails are which of our letters."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

ERRORS: Final = {
    "account_inactive": _("This account is closed."),
    "duplicate_email": _("This is already your address."),
    "email_password_mismatch": _("The e-mail or the password is not right. Try again or ask for a new password."),
    "email_taken": _("This address cannot be used. Enter another one."),
    "enter_current_password": _("Enter your current password."),
    "incorrect_code": _("The code is not right. Check it and try again."),
    "incorrect_password": _("The password is not right. Try again."),
    "invalid_or_expired_key": _("The link is no longer valid. Ask for a new one."),
    "invalid_login": _("The e-mail or the password is not right. Try again or ask for a new password."),
    "invalid_password_reset": _("The link is no longer valid. Ask for a new one."),
    "max_email_addresses": _("You cannot add more addresses."),
    "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
    "same_as_current": _("This is already your address."),
    "too_many_login_attempts": _("Too many attempts. Wait ten minutes and try again."),
    "unknown_email": _("The e-mail or the password is not right. Try again or ask for a new password."),
    "unverified_primary_email": _("Confirm your address first."),
}

SECOND_FACTOR_ERRORS: Final = {
    "add_email_blocked": _("Switch two-step sign-in off before you change your address."),
    "cannot_delete_authenticator": _("You need two-step sign-in for your role, so it cannot be switched off."),
    "cannot_generate_recovery_codes": _("Set up two-step sign-in first, then make recovery codes."),
    "incorrect_code": _("The code is not right. Check it and try again."),
    "unverified_email": _("Confirm your address first, then set up two-step sign-in."),
}

# None: nothing is said, because the page that follows says it already.
MESSAGES: Final = {
    "account/messages/cannot_delete_primary_email.txt": _("You need at least one address."),
    "account/messages/email_confirmation_failed.txt": _("This address could not be confirmed."),
    "account/messages/email_confirmation_sent.txt": None,
    "account/messages/email_confirmed.txt": _("Your address is confirmed."),
    "account/messages/email_deleted.txt": _("The address is removed."),
    "account/messages/logged_in.txt": None,
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/primary_email_set.txt": _("Your address has been changed."),
    "account/messages/unverified_primary_email.txt": _("Confirm your address first."),
    "mfa/messages/recovery_codes_generated.txt": None,
    "mfa/messages/totp_activated.txt": _("Sign-in with the app is on."),
    "mfa/messages/totp_deactivated.txt": _("Sign-in with the app is off."),
    "mfa/messages/webauthn_added.txt": _("The key has been added."),
    "mfa/messages/webauthn_removed.txt": _("The key is removed."),
    "usersessions/messages/sessions_logged_out.txt": _("You are signed out on all other devices."),
}

# What can be asked for without being signed in, and so could be used to flood a stranger's mailbox.
ASKED_BY_ANYONE: Final = frozenset({"code", "account_exists", "password_link", "unknown_account"})

_EVENTS: Final = {
    "account_already_exists": "account_exists",
    "email_confirmation": "code",
    "email_confirmation_signup": "code",
    "password_reset_key": "password_link",
    "unknown_account": "unknown_account",
}


def letter_for(template_prefix: str) -> tuple[str, str]:
    """The event, and the word that tells notices apart: `mfa/email/totp_activated` is ("notice", "totp_activated")."""
    name = template_prefix.rpartition("/")[2]
    return _EVENTS.get(name, "notice"), name
