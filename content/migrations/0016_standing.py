"""Standing answers on the spine: they stand by themselves."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0015_mentions"),
        ("register", "0014_legal_acts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="entry",
            name="entry_stands_where_its_kind_does",
        ),
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("practice", "practice"),
                    ("adoption", "adoption of a practice"),
                    ("question", "question"),
                    ("answer", "answer"),
                    ("standing", "standing answer"),
                    ("comment", "comment"),
                ],
                editable=False,
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["practice", "question", "standing"]), ("parent", None), ("root", None)),
                    models.Q(
                        ("kind__in", ["adoption", "answer", "comment"]),
                        ("parent__isnull", False),
                        ("root__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="entry_stands_where_its_kind_does",
            ),
        ),
    ]
