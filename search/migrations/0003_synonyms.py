"""The words that mean the same, as the site begins with them: many from the glossary of the five languages. Editors add others."""

import csv
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).parents[1] / "data" / "synonyms.csv"


def add(apps, schema_editor):  # noqa: ARG001
    model = apps.get_model("search", "Synonyms")
    with FILE.open(encoding="utf-8") as file:
        model.objects.bulk_create(model(words=row["words"]) for row in csv.DictReader(file))


class Migration(migrations.Migration):
    dependencies = [("search", "0002_functions")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
