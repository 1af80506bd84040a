"""Standing answers change the page stamp."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0009_watch_forwardings"), ("forums", "0004_standing")]

    operations = [WatchTables("forums_standing", "forums_standing_acts", "forums_source")]
