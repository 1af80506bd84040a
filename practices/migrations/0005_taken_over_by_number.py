"""The index of the list by adoptions holds the whole order: without the number, all that were never taken over were sorted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0004_most_taken_over"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="practice",
            name="practice_adopted",
        ),
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(fields=["-adoption_count", "-entry_ptr"], name="practice_adopted"),
        ),
    ]
