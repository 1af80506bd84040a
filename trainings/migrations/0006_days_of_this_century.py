"""No day of a training is later than this century."""

import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("trainings", "0005_latest"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("day__lt", datetime.date(2101, 1, 1))), name="session_day_of_this_century"
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opens", None), ("opens__lt", datetime.date(2101, 1, 1)), _connector="OR"),
                    models.Q(("closes", None), ("closes__lt", datetime.date(2101, 1, 1)), _connector="OR"),
                    models.Q(("women_until", None), ("women_until__lt", datetime.date(2101, 1, 1)), _connector="OR"),
                ),
                name="signup_days_of_this_century",
            ),
        ),
    ]
