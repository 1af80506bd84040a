"""Our own system checks; their ids stay the same for ever, so that they can be looked up and silenced."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections

OWNED = """
SELECT count(*) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND pg_has_role(current_user, relowner, 'USAGE')
"""


@register(Tags.security, deploy=True)
def security_contact_is_set(**_: Any) -> list[CheckMessage]:
    """W002: /.well-known/security.txt must lead to somebody."""
    if settings.SECURITY_CONTACT:
        return []
    hint = "Set SECURITY_CONTACT to a mailto: or https: address for people who find a hole."
    return [Warning("Nobody is named as contact for security.", hint=hint, id="mzplatform.W002")]


@register(Tags.security, deploy=True)
def secret_key_is_one_word(**_: Any) -> list[CheckMessage]:
    """W003: systemd takes a remark behind the value for a part of it, the shell does not: server and commands then differ."""
    if not any(sign.isspace() or sign == "#" for sign in str(settings.SECRET_KEY)):
        return []
    hint = "Let nothing stand behind the value in the file of the environment."
    return [Warning("SECRET_KEY holds a blank or a remark.", hint=hint, id="mzplatform.W003")]


@register(Tags.security, deploy=True)
def sample_site_is_local(**_: Any) -> list[CheckMessage]:
    """E001: accounts whose password everybody knows must not go live."""
    if not settings.SAMPLE_SITE:
        return []
    return [Error("SAMPLE_SITE is on: everybody knows the passwords.", hint="Unset SAMPLE_SITE.", id="mzplatform.E001")]


@register(Tags.database, deploy=True)
def runtime_role_owns_nothing(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """W001: who owns the tables can switch off the triggers that keep the history."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute(OWNED)
                (owned,) = cursor.fetchone()
        except DatabaseError:
            continue  # unreachable: Django's own checks and /zdravlje/ say so
        if owned:
            hint = "Run the server and the worker with a second role (docs/deploy.md)."
            text = f"The role in DATABASE_URL owns {owned} tables, so it could change the history."
            found.append(Warning(text, hint=hint, id="mzplatform.W001"))
    return found
