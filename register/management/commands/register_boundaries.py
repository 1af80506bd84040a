"""`manage.py register_boundaries FILE --source TEXT`: borders of municipalities from a GeoJSON file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.importing.boundaries import BadBoundaries, import_boundaries


class Command(BaseCommand):
    help = "Loads borders from a GeoJSON FeatureCollection whose features name a municipality in their property “slug”."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source", required=True, help="who made the borders, and their licence; shown beside them"
        )

    def handle(self, *, file: Path, source: str, **_options: Any) -> None:
        if file.is_dir():
            raise CommandError(_("%(path)s is a folder: name the file in it.") % {"path": file})
        if not file.exists():
            raise CommandError(_("%(path)s does not exist.") % {"path": file})
        if not source.strip() or len(source) > 300:
            raise CommandError(_("Say where the borders come from, in at most 300 characters."))
        try:
            count = import_boundaries(file, source)
        except BadBoundaries as bad:
            text = ngettext(
                "Nothing was written: %(count)s problem.", "Nothing was written: %(count)s problems.", len(bad.problems)
            )
            raise CommandError("\n".join([*bad.problems, text % {"count": len(bad.problems)}])) from None
        self.stdout.write(
            self.style.SUCCESS(_("%(added)s added, %(changed)s changed, %(unchanged)s unchanged") % count)
        )
