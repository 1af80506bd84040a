"""Steps of the ladder, which questions show, change the page stamp."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0008_watch_forums"), ("forums", "0002_ladder")]

    operations = [WatchTables("forums_forwarding", "forums_forwarding_organisations")]
