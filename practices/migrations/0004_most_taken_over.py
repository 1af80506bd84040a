"""The list by adoptions reads its index from the top, those without adoptions too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0007_lists_for_members"),
        ("practices", "0003_seen_at"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="practice",
            name="practice_adopted",
        ),
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(fields=["-adoption_count"], name="practice_adopted"),
        ),
    ]
