"""Entries that readers see, practices, and what belongs to them change the page stamp."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchRows, WatchTables


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0001_page_cache"), ("content", "0001_initial"), ("practices", "0001_initial")]

    operations = [
        WatchRows("content_entry", "{row}.status = 'published'"),
        WatchTables("content_entry_themes", "content_entryplace", "content_theme"),
        WatchTables("practices_practice", "practices_step", "practices_costpart"),
    ]
