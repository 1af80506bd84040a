"""`manage.py news_import FILE`: takes over news that named sources tell of."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from news.importing import Refused, load


class Command(BaseCommand):
    help = "Takes over news with their sources from a JSON file. With any bad row it writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE")

    def handle(self, *, path: Path, **_options: Any) -> None:
        if not path.is_file():
            raise CommandError(f"{path} does not exist.")
        try:
            self.stdout.write(self.style.SUCCESS(f"News that are new: {load(path)}."))
        except Refused as refused:
            raise CommandError(f"Nothing was written. {refused}") from None
