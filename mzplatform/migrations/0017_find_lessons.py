"""Lessons change the page stamp, and the search finds them."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables
from search.sources import find_entries


class Migration(migrations.Migration):
    dependencies = [
        ("mzplatform", "0016_watch_quizzes"),
        ("lessons", "0001_initial"),
    ]
    operations = [
        *find_entries("lesson", child="lessons_lesson", texts=("series",)),
        WatchTables("lessons_lesson"),
    ]
