"""What mandates allow in Django admin, and who may sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from ui.prepared import Prepared

from .models import Mandate, User

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser


_person: Prepared[User] = Prepared(
    lambda pk: (
        User.objects.filter(pk=pk)
        .select_related("profile")
        .annotate(has_mandates=Exists(Mandate.objects.filter(user=OuterRef("pk"))))
    ),
    (-1,),
)


class MandateBackend(AuthenticationBackend):
    """Signs in by e-mail; permissions come from mandates, there are no groups and no superusers.

    Administrators may do everything. Moderators look at the register, at mandates and at what they moderate; here they
    change no row.
    """

    MODERATORS_VIEW = frozenset({"register", "content", "moderation", "search"})

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Asked at sign-in and again with every request, so a closed account stops at once."""
        return isinstance(user, User) and user.can_sign_in

    def get_user(self, user_id: Any) -> User | None:
        """Asked with every request of somebody who is signed in."""
        found = _person(user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None

    def has_perm(self, user_obj: AbstractBaseUser | AnonymousUser, perm: str, obj: object = None) -> bool:  # noqa: ARG002
        if not isinstance(user_obj, User) or not user_obj.is_active:
            return False
        if user_obj.holds(Mandate.Role.ADMINISTRATOR):
            return True
        app_label, _, codename = perm.partition(".")
        return (
            user_obj.holds(Mandate.Role.MODERATOR)
            and codename.startswith("view_")
            and (app_label in self.MODERATORS_VIEW or perm == "accounts.view_mandate")
        )

    def has_module_perms(self, user_obj: AbstractBaseUser | AnonymousUser, app_label: str) -> bool:
        if not isinstance(user_obj, User) or not user_obj.is_active:
            return False
        return user_obj.holds(Mandate.Role.ADMINISTRATOR) or (
            user_obj.holds(Mandate.Role.MODERATOR) and app_label in self.MODERATORS_VIEW | {"accounts"}
        )

    def get_all_permissions(self, user_obj: AbstractBaseUser | AnonymousUser, obj: object = None) -> set[str]:  # noqa: ARG002
        """Nothing is stored in Django's permission tables."""
        return set()
