"""`manage.py meetings_import FILE`: takes over meetings that named sources tell of."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from networks.importing import Refused, load_meetings


class Command(BaseCommand):
    help = "Takes over meetings with their sources from a JSON file. With any bad row it writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE")

    def handle(self, *, path: Path, **_options: Any) -> None:
        if not path.is_file():
            raise CommandError(f"{path} does not exist.")
        try:
            self.stdout.write(self.style.SUCCESS(f"Meetings that are new: {load_meetings(path)}."))
        except Refused as refused:
            raise CommandError(f"Nothing was written. {refused}") from None
