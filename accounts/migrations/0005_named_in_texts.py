"""People are found by their name, however it is typed."""

from django.db import migrations, models

import register.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_leaving"),
        ("register", "0014_legal_acts"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(
                register.models.base.TextFunction(
                    "text_plain", models.F("display_name"), output_field=models.TextField()
                ),
                name="profile_by_name",
            ),
        ),
    ]
