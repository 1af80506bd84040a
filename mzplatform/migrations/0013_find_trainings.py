"""Trainings change the page stamp, and the search finds them."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables
from search.sources import find_entries


class Migration(migrations.Migration):
    dependencies = [
        ("mzplatform", "0012_find_advice"),
        ("search", "0005_newest"),
        ("content", "0019_trainings"),
        ("trainings", "0001_initial"),
    ]
    operations = [
        *find_entries("training", child="trainings_training", texts=("for_whom", "trainers", "held_in", "held_by")),
        WatchTables(
            "trainings_training",
            "trainings_session",
            "trainings_training_organisers",
            "trainings_training_municipalities",
        ),
    ]
