"""`manage.py messages extract | check | compile`: the message catalogues, without system gettext."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mzplatform.catalogues import building, checking, extracting


class Command(BaseCommand):
    """Collect, check or compile the messages of the interface."""

    help = "Collect (extract), check (check) or compile (compile) the messages of the interface."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["extract", "check", "compile"])

    def handle(self, *_args: Any, **options: Any) -> None:
        match options["verb"]:
            case "extract":
                self.extract()
            case "check":
                self.check_catalogues()
            case "compile":
                self.compile()

    def extract(self) -> None:
        """Update the .po files and say how many messages wait for a translation."""
        for name, waiting in extracting.extract().items():
            self.stdout.write(f"{name}: {waiting} to translate")

    def check_catalogues(self) -> None:
        """Name every problem; exit status 1 when there is one."""
        found = checking.problems()
        for problem in found:
            self.stdout.write(str(problem))
        if found:
            raise CommandError(f"{len(found)} problems in the message catalogues.")
        self.stdout.write("The message catalogues are complete.")

    def compile(self) -> None:
        """Build the .mo files that are older than their source."""
        for path in building.build():
            self.stdout.write(f"built {path}")
