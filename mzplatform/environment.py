"""Reads the environment for settings: a variable that is missing or makes no sense stops the start with a sentence."""

import os

from django.core.exceptions import ImproperlyConfigured


def env(name: str, default: str | None = None) -> str:
    """The variable `name`; without a default a missing one stops the start with a sentence."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name} (docs/deploy.md says to what).")
    return value


def env_bool(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off and the empty string."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def env_int(name: str, default: int) -> int:
    """The variable `name` as a whole number."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def env_list(name: str) -> list[str]:
    """The comma-separated variable `name` as a list."""
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]
