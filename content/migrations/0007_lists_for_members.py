"""The lists of members and of visitors use the same indexes."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0006_erased"),
        ("register", "0002_closing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="entry",
            name="entry_list",
        ),
        migrations.RemoveIndex(
            model_name="entry",
            name="entry_useful",
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("status", "published"), ("withdrawn", None)),
                fields=["kind", "-published", "-id"],
                name="entry_list",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("status", "published"), ("withdrawn", None)),
                fields=["kind", "-useful_count", "-published", "-id"],
                name="entry_useful",
            ),
        ),
    ]
