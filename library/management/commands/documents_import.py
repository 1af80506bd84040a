"""`manage.py documents_import FILE`: puts the acts of the register into the library."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from library.importing import Refused, load


class Command(BaseCommand):
    help = "Puts the acts of the register that are not there yet into the library; FILE has their themes and links."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE")

    def handle(self, *, path: Path, **_options: Any) -> None:
        if not path.is_file():
            raise CommandError(f"{path} does not exist.")
        try:
            self.stdout.write(self.style.SUCCESS(f"Documents that are new: {load(path)}."))
        except Refused as refused:
            raise CommandError(f"Nothing was written. {refused}") from None
