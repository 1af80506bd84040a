"""Photos that readers see change the page stamp."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0002_watch_content"), ("content", "0003_photos")]

    operations = [WatchTables("content_photo")]
