"""`manage.py invariants`: whether the data are what they must be. Run nightly, and after every crash and restore."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mzplatform.invariants import INVARIANTS, broken

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Asks the database whether what must always be true is true; ends with 1 and names the rows if not."

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = broken()
        for invariant, rows in found.items():
            more = f" and {len(rows) - MOST_SHOWN} more" if len(rows) > MOST_SHOWN else ""
            self.stdout.write(f"BROKEN {invariant.name}: {invariant.promise}")
            self.stdout.write(f"       {', '.join(rows[:MOST_SHOWN])}{more}")
        if found:
            raise CommandError(f"{len(found)} of {len(INVARIANTS)} promises are broken.")
        self.stdout.write(f"All {len(INVARIANTS)} promises hold.")
