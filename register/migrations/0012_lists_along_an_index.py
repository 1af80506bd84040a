"""The communities of a municipality are listed in order, and counted, along one index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0011_names_in_our_letters"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="community",
            name="community_in_municipality",
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(
                condition=models.Q(("closed_on", None)),
                fields=["municipality", "sort_key", "id"],
                name="community_in_municipality",
            ),
        ),
    ]
