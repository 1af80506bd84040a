"""`manage.py register_export DIR`: the whole register as the CSV files that `register_import` reads."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.exporting import export_to


class Command(BaseCommand):
    help = (
        "Writes the register as CSV files. Contacts that only members may see are among them: keep the folder private."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *, folder: Path, **_options: Any) -> None:
        try:
            paths = export_to(folder)
        except OSError as error:
            raise CommandError(_("%(path)s cannot be written: %(error)s") % {"path": folder, "error": error}) from None
        text = ngettext("%(count)d file written to %(path)s.", "%(count)d files written to %(path)s.", len(paths))
        self.stdout.write(self.style.SUCCESS(text % {"count": len(paths), "path": folder}))
