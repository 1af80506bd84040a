"""Forms of signing in and of one's own account: allauth's, with our words, one password field, no placeholders."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from register.models import Municipality

from . import names
from .models import Deletion, Mandate, Profile, User

NEW_PASSWORD_HELP = _("At least 10 characters. Spaces and our letters are allowed.")


LONGEST_EMAIL = User._meta.get_field("email").max_length
# What is said of a field that was left empty: what to do.
MISSING = {
    "code": _("Enter the code."),
    "display_name": _("Enter your name."),
    "email": _("Enter your e-mail address."),
    "login": _("Enter your e-mail address."),
    "name": _("Enter a name."),
    "oldpassword": _("Enter your current password."),
    "password": _("Enter your password."),
    "password1": _("Enter a password."),
}


class PlainWords:
    """Sets labels, help texts and what is missing; a placeholder disappears when it is needed most, so there are none."""

    words: ClassVar[dict[str, tuple[Any, Any]]] = {}
    dropped: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name in self.dropped:
            fields.pop(name, None)
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]
            if name in MISSING:
                field.error_messages["required"] = MISSING[name]
            if name == "email":  # what is longer would be cut by allauth, and be the address of somebody else
                field.validators.append(MaxLengthValidator(LONGEST_EMAIL, _("This address is too long.")))
                field.widget.attrs["maxlength"] = LONGEST_EMAIL


class NameField(forms.CharField):
    """A display name: tidied, and not one that passes for somebody of the staff."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Your name"))
        kwargs.setdefault("help_text", _("As other people here will see it, for example Amra Hodžić."))
        super().__init__(max_length=names.MAX_LENGTH * 2, **kwargs)  # the limit counts what is left after tidying
        self.widget.attrs |= {"autocomplete": "name", "maxlength": names.MAX_LENGTH}

    def to_python(self, value: Any) -> str:
        return names.tidy(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        names.validate(value)


OFFICES = (
    "Admin",
    "Administrator",
    "Administratorica",
    "Administratorka",
    "Moderator",
    "Moderatorica",
    "Moderatorka",
    "Podrška",
)


def refuse_staff_name(name: str, user: User | None = None) -> str:
    """Refuse a name that looks like that of a moderator or an administrator, in whatever script it is written."""
    staff = Mandate.objects.active().filter(role__in=Mandate.PLATFORM_ROLES)
    if user is not None and user.pk:
        staff = staff.exclude(user=user)
    taken = staff.values_list("user__profile__display_name", flat=True)
    mine = names.skeletons(name) if name else set()
    if any(mine & names.skeletons(other) for other in [*OFFICES, *taken] if other):
        raise forms.ValidationError(_("This name is used by somebody of our team. Add something to yours."))
    return name


# -- signing in and up -----------------------------------------------------------------------------------------------


class SignInForm(PlainWords, account.LoginForm):
    words: ClassVar[dict[str, tuple[Any, Any]]] = {"login": (_("E-mail"), ""), "password": (_("Password"), "")}


class SignUpForm(PlainWords, account.SignupForm):
    display_name = NameField()
    website = forms.CharField(required=False, label=_("Leave this empty"))  # a trap for programs; the template hides it
    field_order: ClassVar = ["email", "display_name", "password1", "website"]
    words: ClassVar[dict[str, tuple[Any, Any]]] = {
        "email": (_("E-mail"), _("We send a code to this address.")),
        "password1": (_("Password"), NEW_PASSWORD_HELP),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_display_name(self) -> str:
        return refuse_staff_name(self.cleaned_data["display_name"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("website"):
            raise forms.ValidationError(_("The account could not be opened. Write to us and we will help."))
        return cleaned

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # as long as it takes to store a new one
        return super().try_save(request)

    def save(self, request: HttpRequest) -> User:
        with transaction.atomic():
            user: User = super().save(request)
        return user


class ConfirmAddressForm(PlainWords, account.ConfirmEmailVerificationCodeForm):
    words: ClassVar[dict[str, tuple[Any, Any]]] = {
        "code": (_("Code from the mail"), _("Eight digits, for example 1234-5678."))
    }


# -- passwords -------------------------------------------------------------------------------------------------------


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    words: ClassVar[dict[str, tuple[Any, Any]]] = {
        "email": (_("E-mail"), _("The address with which you opened the account."))
    }


class NewPasswordForm(PlainWords, account.ResetPasswordKeyForm):
    dropped = ("password2",)
    words: ClassVar[dict[str, tuple[Any, Any]]] = {"password1": (_("New password"), NEW_PASSWORD_HELP)}


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    dropped = ("password2",)
    words: ClassVar[dict[str, tuple[Any, Any]]] = {"password1": (_("New password"), NEW_PASSWORD_HELP)}


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    dropped = ("password2",)
    words: ClassVar[dict[str, tuple[Any, Any]]] = {
        "oldpassword": (_("Current password"), ""),
        "password1": (_("New password"), NEW_PASSWORD_HELP),
    }


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    words: ClassVar[dict[str, tuple[Any, Any]]] = {"password": (_("Password"), "")}


class DeleteForm(PlainWords, account.ReauthenticateForm):
    """What becomes of the texts, and the password once more: a browser left open is not enough."""

    entries = forms.ChoiceField(
        label=_("What you published"),
        choices=Deletion.Entries.choices,
        initial=Deletion.Entries.KEEP,
        widget=forms.RadioSelect,
    )
    field_order: ClassVar = ["entries", "password"]
    words: ClassVar[dict[str, tuple[Any, Any]]] = {"password": (_("Password"), "")}


# -- address and second factor ---------------------------------------------------------------------------------------


class ChangeAddressForm(PlainWords, account.AddEmailForm):
    words: ClassVar[dict[str, tuple[Any, Any]]] = {"email": (_("New e-mail"), _("We send a code to this address."))}


_APP_CODE: dict[str, tuple[Any, Any]] = {
    "code": (_("Code from the app"), _("Six digits. A new code appears every 30 seconds."))
}
_ANY_CODE: dict[str, tuple[Any, Any]] = {
    "code": (_("Code"), _("Six digits from the app, or one of your recovery codes."))
}


class ActivateAppForm(PlainWords, totp.ActivateTOTPForm):
    words: ClassVar[dict[str, tuple[Any, Any]]] = _APP_CODE

    def clean_code(self) -> str:
        """The code that switches the app on is used up with that, as those that sign in are."""
        code: str = super().clean_code()
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        return code


class SecondStepForm(PlainWords, mfa.AuthenticateForm):
    words: ClassVar[dict[str, tuple[Any, Any]]] = _ANY_CODE

    @property
    def has_app(self) -> bool:
        """Whether there is an app that shows codes, or only a passkey."""
        return bool(Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).exists())


class SecondStepAgainForm(PlainWords, mfa.ReauthenticateForm):
    words: ClassVar[dict[str, tuple[Any, Any]]] = _ANY_CODE


class AddKeyForm(PlainWords, webauthn.AddWebAuthnForm):
    words: ClassVar[dict[str, tuple[Any, Any]]] = {
        "name": (_("Name of the key"), _("So that you can tell them apart, for example: my phone.")),
        "passwordless": (_("Sign in with this key alone, without a password"), ""),
    }


class RenameKeyForm(PlainWords, webauthn.EditWebAuthnForm):
    words: ClassVar[dict[str, tuple[Any, Any]]] = {
        "name": (_("Name of the key"), _("So that you can tell them apart, for example: my phone.")),
    }


# -- profile ---------------------------------------------------------------------------------------------------------


class ProfileForm(PlainWords, forms.ModelForm):  # type: ignore[type-arg]
    display_name = NameField()

    class Meta:
        model = Profile
        fields = ("display_name", "form_of_address", "language", "municipality", "about", "visibility")
        widgets: ClassVar = {"about": forms.Textarea(attrs={"rows": 4})}
        help_texts: ClassVar = {
            "form_of_address": _("How we write about your role."),
            "about": _("A few sentences for your page. No phone numbers or addresses, please."),
            "visibility": _("On it stand your name, what you say about yourself, your roles and what you published."),
            "language": _("The site and its mails come in this language and script."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        municipality = self.fields["municipality"]
        assert isinstance(municipality, forms.ModelChoiceField)  # noqa: S101 - a foreign key
        municipality.queryset = Municipality.objects.base_units().select_related("type", "entity").in_order()
        municipality.empty_label = _("Not said")
        self.fields["visibility"].required = False

    def clean_visibility(self) -> str:
        """A form that does not ask for it changes nothing: nobody's page opens by accident."""
        return str(self.cleaned_data["visibility"] or self.instance.visibility)

    def clean_display_name(self) -> str:
        return refuse_staff_name(self.cleaned_data["display_name"], self.instance.user)
