"""Everything that must be there before the sample site answers: files, tables, rows. Each step is skipped if done."""

import errno
import fcntl
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from accounts import samples
from forums import samples as question_samples
from lessons import samples as lesson_samples
from library import samples as library_samples
from library.models import Document
from mzplatform import samples as following_samples
from mzplatform import static_files
from mzplatform.catalogues import building
from networks import meeting_samples
from networks import samples as network_samples
from networks.models import Meeting, Network
from news import samples as news_samples
from news.models import News
from practices import samples as practice_samples
from practices.models import Practice
from register.models import LegalAct, Municipality
from search.models import Word
from search.vocabulary import recount
from trainings import samples as training_samples
from trainings import wish_samples
from trainings.models import Training
from ui.assets.build import build_all

SAMPLES = (  # in this order: later ones belong to earlier ones
    ("practices", practice_samples.make),
    ("questions", question_samples.make),
    ("trainings", training_samples.make),
    ("lessons", lesson_samples.make),
    ("wishes", wish_samples.make),
    ("memberships of networks", network_samples.make),
    ("meetings of networks", meeting_samples.make),
    ("news", news_samples.make),
    ("documents", library_samples.make),
    ("things that people follow", following_samples.make),
)


class Command(BaseCommand):
    """One process for all of it, because starting Django costs more than the steps do."""

    help = "Builds files, migrates, loads the register and the sample accounts into an empty database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--files", action="store_true", help="only what needs no database")
        parser.add_argument("--static", action="store_true", help="also collect, hash and compress static files")
        parser.add_argument("--summary", type=Path, help="write the sample accounts to this file, as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with (settings.DATA_DIR / "prepare.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two starts at once: the second finds everything done
            try:
                self.prepare(**options)
            except OperationalError as error:
                raise CommandError(f"The database gave up: {' '.join(str(error).split())}") from None
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                raise CommandError("No space is left on the disk: free about 1 GB and start again.") from None
        if options["summary"]:
            accounts = [(account.email, str(account.who)) for account in samples.ACCOUNTS]
            options["summary"].write_text(json.dumps({"accounts": accounts, "password": samples.PASSWORD}))

    def prepare(self, **options: Any) -> None:
        """The steps, in their order."""
        self.files()
        if options["static"]:
            self.static()
        if not options["files"]:
            self.tables()
            self.rows()

    def files(self) -> None:
        """Fonts, style sheet, map, catalogues."""
        built = [*build_all(), *(["catalogues"] if building.build() else [])]
        if built:
            self.stdout.write(f"Built: {', '.join(built)}.")

    def static(self) -> None:
        """Hashed and compressed copies of all static files, made again only when one of them changed."""
        if static_files.is_collected():
            return
        self.stdout.write("Collecting static files ...")
        call_command("collectstatic", interactive=False, verbosity=0)
        static_files.mark_collected()

    def tables(self) -> None:
        """Migrations, the cache table, the rights of the application role."""
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.stdout.write(f"Migrating ({len(plan)} to go) ...")
            call_command("migrate", verbosity=0, interactive=False)
        if plan or settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
            call_command("createcachetable", verbosity=0)
        if settings.DATABASE_APPLICATION_ROLE:
            call_command("grants", verbosity=0)

    def rows(self) -> None:
        """The register into an empty one, never over what is there; the sample accounts beside it."""
        register = settings.BASE_DIR / "register" / "data"
        if not Municipality.objects.exists():
            self.stdout.write("Loading the register ...")
            call_command("register_import", register, stdout=self.stdout)
        elif not LegalAct.objects.exists():  # the site is older than they are
            call_command("register_import", register / "legal_acts.csv", stdout=self.stdout)
        if not Practice.objects.exists():
            self.stdout.write("Loading the practices ...")
            call_command("practices_import", settings.BASE_DIR / "practices/data/practices.json", stdout=self.stdout)
        if not Training.objects.exists():
            self.stdout.write("Loading the trainings ...")
            call_command("trainings_import", settings.BASE_DIR / "trainings/data/trainings.json", stdout=self.stdout)
        if not Network.objects.exists():
            self.stdout.write("Loading the networks ...")
            call_command(
                "register_import", register / "organisations.csv", stdout=self.stdout
            )  # an older site lacks some
            call_command("networks_import", settings.BASE_DIR / "networks/data/networks.json", stdout=self.stdout)
        if not Meeting.objects.exclude(key=None).exists():
            call_command("meetings_import", settings.BASE_DIR / "networks/data/meetings.json", stdout=self.stdout)
        if not News.objects.exclude(key=None).exists():
            self.stdout.write("Loading the news ...")
            call_command("news_import", settings.BASE_DIR / "news/data/news.json", stdout=self.stdout)
        if not Document.objects.exists():
            self.stdout.write("Filling the library ...")
            call_command("documents_import", settings.BASE_DIR / "library/data/acts.json", stdout=self.stdout)
        if settings.SAMPLE_SITE:
            call_command("sample_accounts", stdout=self.stdout)
            for name, make in SAMPLES:
                if made := make():
                    self.stdout.write(f"Sample {name}: {made}.")
        if not Word.objects.exists():
            recount()
