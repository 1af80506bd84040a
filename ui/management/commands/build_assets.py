from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ui.assets.build import build_all


class Command(BaseCommand):
    help = (
        "Builds style sheet, script, drawings, fonts, icons and the map outline; skips what is newer than its sources."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="build everything again")

    def handle(self, *_args: Any, force: bool, **_options: Any) -> None:
        done = build_all(force=force)
        self.stdout.write(f"Built: {', '.join(done)}." if done else "Everything is up to date.")
