"""Files that readers may download change the page stamp."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0003_watch_photos"), ("content", "0004_attachments")]

    operations = [WatchTables("content_attachment")]
