"""Pages of people: for whom, and what they say of themselves."""

from django.db import migrations, models

import register.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_claims"),
        ("register", "0002_closing"),
    ]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="about",
            field=register.models.fields.PlainTextField(blank=True, max_length=600, verbose_name="about you"),
        ),
        migrations.AddField(
            model_name="profile",
            name="visibility",
            field=models.CharField(
                choices=[("nobody", "nobody"), ("members", "members who are signed in"), ("everyone", "everyone")],
                default="nobody",
                max_length=8,
                verbose_name="who may see your page",
            ),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=models.CheckConstraint(
                condition=models.Q(("visibility__in", ["nobody", "members", "everyone"])), name="profile_visibility"
            ),
        ),
    ]
