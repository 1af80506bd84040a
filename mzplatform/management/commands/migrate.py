"""Django's `migrate`, followed by the grants: a new table must not wait for somebody to remember them."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as DjangoCommand


class Command(DjangoCommand):
    """As Django's; with DATABASE_APPLICATION_ROLE set, that role can use every table afterwards."""

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        reports_only = options["plan"] or options["check_unapplied"]
        if settings.DATABASE_APPLICATION_ROLE and not reports_only:
            call_command("grants", verbosity=0)
