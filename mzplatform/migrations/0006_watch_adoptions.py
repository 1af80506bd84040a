"""Adoptions that readers see change the page stamp."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0005_watch_names"), ("practices", "0002_adoptions")]

    operations = [WatchTables("practices_adoption")]
