"""The accounts of the sample site."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import samples


class Command(BaseCommand):
    help = "Make the sample accounts that are missing. Only where SAMPLE_SITE=1: their password is public."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        if not settings.SAMPLE_SITE:
            raise CommandError("This is not a sample site: set SAMPLE_SITE=1, which ./dev run and ./dev serve do.")
        made = samples.make(say=self.stderr.write)
        if made:
            self.stdout.write(f"{made} sample accounts made.")
