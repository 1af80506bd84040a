"""Former addresses, borders, and what is said of them, have names in Django admin."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0002_closing"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="formerslug",
            options={"verbose_name": "former address", "verbose_name_plural": "former addresses"},
        ),
        migrations.AlterField(
            model_name="boundary",
            name="municipality",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="boundary",
                to="register.municipality",
                verbose_name="municipality",
            ),
        ),
        migrations.AlterField(
            model_name="boundaryevent",
            name="municipality",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="register.municipality",
                verbose_name="municipality",
            ),
        ),
        migrations.AlterField(
            model_name="formerslug",
            name="community",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="former_slugs",
                to="register.community",
                verbose_name="local community",
            ),
        ),
        migrations.AlterField(
            model_name="formerslug",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="former_slugs",
                to="register.municipality",
                verbose_name="municipality",
            ),
        ),
        migrations.AlterField(
            model_name="formerslug",
            name="slug",
            field=models.SlugField(max_length=120, verbose_name="address"),
        ),
        migrations.AlterField(
            model_name="formerslug",
            name="until",
            field=models.DateTimeField(verbose_name="until"),
        ),
    ]
