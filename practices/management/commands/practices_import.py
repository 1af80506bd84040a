"""`manage.py practices_import FILE`: takes over practices that were collected from named sources."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practices.importing import Refused, load


class Command(BaseCommand):
    help = "Takes over practices with their sources from a JSON file. With any bad row it writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE")

    def handle(self, *, path: Path, **_options: Any) -> None:
        if not path.is_file():
            raise CommandError(_("%(path)s does not exist.") % {"path": path})
        try:
            counts = load(path)
        except Refused as refused:
            number = len(refused.problems)
            text = ngettext(
                "Nothing was written: %(count)s problem.", "Nothing was written: %(count)s problems.", number
            )
            raise CommandError("\n".join([*refused.problems, text % {"count": number}])) from None
        numbers = {name: counts[name] for name in ("added", "changed", "unchanged")}
        self.stdout.write(
            self.style.SUCCESS(_("%(added)s added, %(changed)s changed, %(unchanged)s unchanged") % numbers)
        )
