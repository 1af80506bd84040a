"""Materials of trainings change the page stamp."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables


class Migration(migrations.Migration):
    dependencies = [
        ("mzplatform", "0013_find_trainings"),
        ("trainings", "0003_materials"),
    ]
    operations = [WatchTables("trainings_material")]
