"""The latest of those that have been, along an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0019_trainings"),
        ("register", "0014_legal_acts"),
        ("trainings", "0004_signups"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="training",
            index=models.Index(
                models.OrderBy(models.F("begins"), descending=True, nulls_last=True),
                models.OrderBy(models.F("entry_ptr"), descending=True),
                name="training_latest",
            ),
        ),
    ]
