"""Years that are still to come are refused in forms."""

from django.db import migrations, models

import register.models.figures


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0008_cities_without_communities"),
    ]

    operations = [
        migrations.AlterField(
            model_name="figure",
            name="year",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Leave empty only where the source does not say.",
                null=True,
                validators=[register.models.figures.year_that_was],
                verbose_name="year",
            ),
        ),
        migrations.AlterField(
            model_name="figureevent",
            name="year",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Leave empty only where the source does not say.",
                null=True,
                validators=[register.models.figures.year_that_was],
                verbose_name="year",
            ),
        ),
    ]
