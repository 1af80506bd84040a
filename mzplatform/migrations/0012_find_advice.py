"""The search finds questions with their answers, and standing answers; what means the same is part of its pages."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables
from search.sources import find_entries


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0011_find_practices"), ("search", "0003_synonyms"), ("forums", "0004_standing")]
    operations = [
        *find_entries("question", below="answer"),
        *find_entries("standing"),
        WatchTables("search_synonyms"),
    ]
