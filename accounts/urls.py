"""Every address of signing in and of one's own account, readable from top to bottom.

The views are allauth's and keep allauth's names, which its own code reverses; only the addresses are ours, so its
`urls.py` is not included. `accounts:…` are our own pages.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from . import views
from .confirming import ConfirmAddress

second_factor = [
    path("", mfa.index, name="mfa_index"),
    path("prijava/", mfa.authenticate, name="mfa_authenticate"),
    path("ponovo/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("aplikacija/", totp.activate_totp, name="mfa_activate_totp"),
    path("aplikacija/iskljucivanje/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("rezervni-kodovi/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("rezervni-kodovi/novi/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("kljucevi/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("kljucevi/novi/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("kljucevi/prijava/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("kljucevi/ponovo/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("kljucevi/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("kljucevi/<int:pk>/uklanjanje/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]

password = [
    path("promjena/", account.password_change, name="account_change_password"),
    path("postavljanje/", account.password_set, name="account_set_password"),
    path("nova/", account.password_reset, name="account_reset_password"),
    path("nova/poslano/", account.password_reset_done, name="account_reset_password_done"),
    path("nova/gotovo/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    # Opening the link shows a form and changes nothing: programs that try the links in a mail must not use it up.
    re_path(
        r"^nova/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

own_account = [
    path("", views.overview, name="overview"),
    path("profil/", views.profile, name="profile"),
    path("brisanje/", views.delete, name="delete"),
    path("zadrzavanje/<str:key>/", views.keep, name="keep"),
]

urlpatterns = [
    path("prijava/", account.login, name="account_login"),
    path("registracija/", account.signup, name="account_signup"),
    path("nalog/odjava/", views.sign_out, name="account_logout"),
    path("nalog/zatvoren/", account.account_inactive, name="account_inactive"),
    path("nalog/e-posta/", account.email, name="account_email"),
    path("nalog/e-posta/kod/", ConfirmAddress.as_view(), name="account_email_verification_sent"),
    path("nalog/ponovo/", account.reauthenticate, name="account_reauthenticate"),
    path("nalog/sesije/", sessions.list_usersessions, name="usersessions_list"),
    path("nalog/lozinka/", include(password)),
    path("nalog/dvostruka-potvrda/", include(second_factor)),
    path("nalog/", include((own_account, "accounts"))),
]
