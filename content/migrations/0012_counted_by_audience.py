"""What everyone may read is counted in an index, without the rows, which are as wide as their texts."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0011_places_that_were"),
        ("register", "0009_years_that_were"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("status", "published"), ("withdrawn", None)),
                fields=["kind", "audience", "id"],
                name="entry_of_audience",
            ),
        ),
    ]
