"""How many seats are free stands on public pages."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0014_watch_materials"), ("trainings", "0004_signups")]
    operations = [WatchTables("trainings_signup")]
