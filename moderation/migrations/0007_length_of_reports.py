"""A report holds as much as its form takes."""

from django.db import migrations

import register.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0006_report_once"),
    ]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="words",
            field=register.models.fields.PlainTextField(blank=True, max_length=2000, verbose_name="in their words"),
        ),
    ]
