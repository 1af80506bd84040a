"""Legal acts that a municipality shows change the page stamp."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0006_watch_adoptions"), ("register", "0014_legal_acts")]

    operations = [WatchTables("register_legalact")]
