#!/usr/bin/env python
"""Django's command line. `./dev manage …` is the usual way in: it prepares the environment first."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from mzplatform.house.processes import die_with_parent, silent_when_unread


def main() -> None:
    """Below `./dev` a command ends with the process that started it, also after a kill -9."""
    if os.environ.get("MZ_HOUSE"):
        die_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mzplatform.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018 - reads the settings, whose refusals are sentences for a person
    except ImproperlyConfigured as refusal:
        sys.exit(f"manage.py: {refusal}")
    with silent_when_unread():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
