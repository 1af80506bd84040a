"""`manage.py register_import DIR|FILE [--check]`: loads the register's CSV files, all of them or nothing."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.importing.plan import Plan
from register.importing.problems import Refused
from register.importing.reading import read_path
from register.importing.writing import Busy, run_import

MOST_SHOWN = 200


class Command(BaseCommand):
    help = "Loads the CSV files of the register. Adds and changes, never deletes; with any bad row it writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="DIR|FILE")
        parser.add_argument("--check", action="store_true", help="say what would happen, and write nothing")

    def handle(self, *, path: Path, check: bool, **_options: Any) -> None:
        if not path.exists():
            raise CommandError(_("%(path)s does not exist.") % {"path": path})
        try:
            plan = run_import(read_path(path), check=check)
        except Busy:
            raise CommandError(_("Another import is running, or somebody is writing. Try again in a minute.")) from None
        except Refused as refused:
            raise CommandError(self.refusal(refused)) from None
        self.report(plan)
        if check:
            self.stdout.write(_("Nothing was written: this was a check."))

    def refusal(self, refused: Refused) -> str:
        """Every problem on a line of its own, and what that means."""
        problems = refused.problems
        lines = [str(problem) for problem in problems[:MOST_SHOWN]]
        if (more := len(problems) - MOST_SHOWN) > 0:
            text = ngettext("… and %(count)s more problem", "… and %(count)s more problems", more)
            lines.append(text % {"count": number_format(more, force_grouping=True)})
        text = ngettext(
            "Nothing was written: %(count)s problem.", "Nothing was written: %(count)s problems.", len(problems)
        )
        return "\n".join([*lines, text % {"count": number_format(len(problems), force_grouping=True)}])

    def report(self, plan: Plan) -> None:
        """What happened to the rows of each file, and to all of them."""
        for name, count in plan.counts.items():
            self.stdout.write(f"{name}: {self.counted(count)}")
        self.stdout.write(self.style.SUCCESS(self.counted(sum(plan.counts.values(), Counter()))))

    def counted(self, count: Counter[str]) -> str:
        numbers = {name: number_format(count[name], force_grouping=True) for name in ("added", "changed", "unchanged")}
        return _("%(added)s added, %(changed)s changed, %(unchanged)s unchanged") % numbers
