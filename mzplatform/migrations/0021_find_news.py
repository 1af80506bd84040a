"""News change the page stamp, and the search finds them."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables
from search.sources import find_entries


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0020_find_meetings"), ("news", "0001_initial")]
    operations = [*find_entries("news"), WatchTables("news_news")]
