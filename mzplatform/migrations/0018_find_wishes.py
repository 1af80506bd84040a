"""Wishes for trainings change the page stamp, and the search finds them."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables
from search.sources import find_entries


class Migration(migrations.Migration):
    dependencies = [
        ("mzplatform", "0017_find_lessons"),
        ("search", "0005_newest"),
        ("trainings", "0011_wishes"),
    ]
    operations = [*find_entries("wish"), WatchTables("trainings_wish")]
