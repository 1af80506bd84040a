import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0005_newest")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="is_recent",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="document",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("is_recent", True)), fields=["search"], name="document_recent"
            ),
        ),
    ]
