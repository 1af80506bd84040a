"""Slips are sought in the words as they are written too, and the site knows more words that mean the same."""

import csv
from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

import register.models.base

FILE = Path(__file__).parents[1] / "data" / "synonyms.csv"


def add(apps, schema_editor):  # noqa: ARG001
    """Those that a site has not: a new one has them from the migration before."""
    model = apps.get_model("search", "Synonyms")
    with FILE.open(encoding="utf-8") as file:
        model.objects.bulk_create([model(words=row["words"]) for row in csv.DictReader(file)], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_synonyms")]
    operations = [
        migrations.RunPython(add, migrations.RunPython.noop),
        migrations.RemoveField("word", "search_keys"),
        migrations.AddField(
            "word",
            "search_keys",
            models.GeneratedField(
                expression=register.models.base.TextFunction(
                    "text_search_keys",
                    register.models.base.Joined("stem", "shown"),
                    output_field=ArrayField(models.TextField()),
                ),
                output_field=ArrayField(models.TextField()),
                db_persist=True,
            ),
        ),
        migrations.AddIndex("word", GinIndex(fields=["search_keys"], name="word_keys")),
    ]
