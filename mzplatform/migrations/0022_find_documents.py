"""Documents change the page stamp, and the search finds them with their texts."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables
from search.sources import find_entries


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0021_find_news"), ("library", "0001_initial")]
    operations = [
        *find_entries("document", child="library_document", texts=("issuer", "gazette")),
        WatchTables("library_adopted", "library_document", "library_resting", "library_touch", "library_version"),
    ]
