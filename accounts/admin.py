"""People and mandates in Django admin. Passwords are nobody's business here; roles are given through mandates."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from register.admin.base import RegisterAdmin
from register.admin.widgets import NamedBoxes, TableInline

from . import actions, leaving
from .models import Deletion, Mandate, Profile, User


class ProfileInline(NamedBoxes, admin.StackedInline):  # type: ignore[type-arg]
    model = Profile
    can_delete = False
    exclude = ("about", "visibility")  # the person alone says who sees their page
    autocomplete_fields = ("municipality",)


class MandateInline(TableInline):
    """Read only: a mandate has a page of its own, with its checks."""

    model = Mandate
    fk_name = "user"
    extra = 0
    fields = ("role", "community", "municipality", "organisation", "starts", "ends", "confirmed_by", "confirmed_on")
    readonly_fields = fields
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


class Leaving(admin.SimpleListFilter):
    """Whose account is about to be erased."""

    title = _("deletion")
    parameter_name = "leaving"

    def lookups(self, request: HttpRequest, model_admin: Any) -> tuple[tuple[str, Any], ...]:  # noqa: ARG002
        return (("1", _("about to be erased")),)

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:  # noqa: ARG002
        return queryset.filter(deletion__isnull=False) if self.value() else queryset


@admin.register(User)
@method_decorator(reauthentication_required(allow_get=True), "changelist_view")
class UserAdmin(RegisterAdmin):
    list_display = ("email", "display_name", "municipality", "is_active", "is_sample", "date_joined", "last_login")
    list_filter = ("is_active", Leaving, "is_sample", "profile__language")
    list_select_related = ("profile__municipality__type",)
    actions = ("erase", "keep")
    search_in = ("email", "profile__display_name")
    fields = ("email", "is_active", "is_sample", "date_joined", "last_login")
    readonly_fields = ("email", "is_sample", "date_joined", "last_login")
    inlines = (ProfileInline, MandateInline)
    date_hierarchy = "date_joined"

    @admin.display(description=pgettext_lazy("of a person", "name"), ordering="profile__display_name")
    def display_name(self, user: User) -> str:
        return user.profile.display_name

    @admin.display(description=_("municipality"))
    def municipality(self, user: User) -> str:
        return str(user.profile.municipality or "")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """People open their accounts themselves, and confirm their address by it."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:  # type: ignore[type-arg]
        if obj.pk == request.user.pk and not obj.is_active:
            obj.is_active = True
            self.message_user(request, gettext("You cannot close your own account here."), messages.ERROR)
        super().save_model(request, obj, form, change)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """Who is about to be erased does not sign in meanwhile; undo that first."""
        leaves = obj is not None and Deletion.objects.filter(user=obj).exists()
        return (*self.readonly_fields, "is_active") if leaves else self.readonly_fields

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:  # noqa: ARG002
        """Nobody is deleted row by row: leaving has 14 days in which it can be undone, and takes every trace along."""
        return False

    @admin.action(description=_("Delete the account in 14 days, texts stay without the name"), permissions=["change"])
    def erase(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """As if the person had asked; they get the same mail. One's own account is closed on its own page."""
        done = 0
        for user in queryset.exclude(pk=cast("User", request.user).pk):
            try:
                leaving.ask(user, Deletion.Entries.KEEP, by=cast("User", request.user))
            except leaving.LastAdministrator:
                continue
            done += 1
        text = ngettext("%(number)d account will be deleted.", "%(number)d accounts will be deleted.", done)
        self.message_user(request, text % {"number": done}, messages.SUCCESS if done else messages.WARNING)

    @admin.action(description=_("Keep the account after all"), permissions=["change"])
    def keep(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        done = sum(leaving.undo(deletion) for deletion in Deletion.objects.filter(user__in=queryset))
        text = ngettext("%(number)d account stays.", "%(number)d accounts stay.", done)
        self.message_user(request, text % {"number": done}, messages.SUCCESS if done else messages.WARNING)


def may_change_roles(request: HttpRequest) -> bool:
    """Those who only look at mandates are not asked who they are."""
    return request.user.has_perm("accounts.change_mandate")


class MandateForm(forms.ModelForm):  # type: ignore[type-arg]
    """The rules of the database, said before it has to refuse; and the last administrator stays."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.instance.pk and self.has_changed() and actions.is_last_administrator(self.instance):
            raise forms.ValidationError(_("This is the only administrator. Make another one first."))
        return cleaned


@admin.register(Mandate)
@method_decorator(reauthentication_required(enabled=may_change_roles), "changeform_view")
@method_decorator(reauthentication_required(enabled=may_change_roles), "delete_view")
@method_decorator(reauthentication_required(enabled=may_change_roles, allow_get=True), "changelist_view")
class MandateAdmin(RegisterAdmin):
    """Before a role is given or changed the password is asked for again: a browser left open is not enough."""

    form = MandateForm
    list_display = ("user", "role", "where", "starts", "ends", "confirmed_by", "confirmed_on")
    list_filter = ("role", ("confirmed_on", admin.EmptyFieldListFilter), "starts")
    list_select_related = (
        "user", "confirmed_by", "community__municipality__type", "municipality__type", "organisation",
    )  # fmt: skip
    search_in = ("user__email", "user__profile__display_name", "community__name", "municipality__name")
    autocomplete_fields = ("user", "community", "municipality", "organisation")
    fields = (
        "user", "role", "community", "municipality", "organisation", "starts", "ends", "confirmed_by", "confirmed_on",
    )  # fmt: skip
    readonly_fields = ("confirmed_by", "confirmed_on")
    actions = ("confirm",)

    @admin.display(description=_("where"))
    def where(self, mandate: Mandate) -> str:
        return str(mandate.scope or "")

    def get_readonly_fields(self, request: HttpRequest, obj: Mandate | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """A mandate stays that of its person; another person gets another mandate."""
        return (*self.readonly_fields, "user", "role") if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Mandate, form: forms.ModelForm, change: bool) -> None:  # type: ignore[type-arg]
        """Who writes a mandate down here confirms it, unless it is their own."""
        if not change and obj.user_id != request.user.pk:
            obj.confirmed_by = cast("User", request.user)
            obj.confirmed_on = timezone.localdate()
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Confirm the selected mandates"), permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Mandate]) -> None:
        number = actions.confirm(queryset, by=cast("User", request.user))
        done = ngettext("%(number)d mandate confirmed.", "%(number)d mandates confirmed.", number)
        self.message_user(request, done % {"number": number}, messages.SUCCESS if number else messages.WARNING)

    def has_delete_permission(self, request: HttpRequest, obj: Mandate | None = None) -> bool:
        """A mandate ends; only one that was never confirmed can be deleted."""
        return super().has_delete_permission(request, obj) and obj is not None and obj.confirmed_on is None
