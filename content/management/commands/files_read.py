"""Reads the text of files that wait, now; with `--again` of those too that were read or given up before."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from content.file_texts import read_next
from content.models import Attachment, FileText


class Command(BaseCommand):
    help = "Reads the text of attached files that wait for it. The worker does the same by itself, once a minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--again",
            nargs="*",
            metavar="STATE",
            choices=Attachment.Reading.values,
            help="let files wait once more: all, or those in these states (%(choices)s)",
        )
        parser.add_argument("--later", action="store_true", help="leave the reading to the worker")

    def handle(self, *_args: Any, again: list[str] | None, later: bool, **_options: Any) -> None:
        if again is not None:
            texts = FileText.objects.filter(attachment__reading__in=again) if again else FileText.objects.all()
            self.stdout.write(f"Files that wait once more: {texts.read_again()}.")
        if later:
            return
        while read_next():
            pass
        states = Counter(Attachment.objects.exclude(text=None).values_list("reading", flat=True))
        self.stdout.write(", ".join(f"{state or 'waiting'}: {number}" for state, number in sorted(states.items())))
