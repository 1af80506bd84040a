"""Whom a text names."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0014_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=240, verbose_name="name")),
                ("since", models.DateTimeField(auto_now_add=True, verbose_name="since")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="content.entry",
                        verbose_name="entry",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "name"), name="mention_names_one"),
                    models.UniqueConstraint(fields=("user", "entry"), name="mention_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "^[a-z0-9]+( [a-z0-9]+)*$")), name="mention_name_is_plain"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mention",
            trigger=pgtrigger.compiler.Trigger(
                name="mention_is_not_moved",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d6b7b4ab1857b8dcf05bae0eea1128164b4133b0",
                    operation="UPDATE",
                    pgid="pgtrigger_mention_is_not_moved_b7e21",
                    table="content_mention",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mention",
            trigger=pgtrigger.compiler.Trigger(
                name="mention_of_others_in_a_talk",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                    SELECT FROM content_entry\n                        WHERE id = NEW.entry_id AND kind IN ('question', 'answer', 'comment')\n                            AND author_id IS DISTINCT FROM NEW.user_id) THEN\n                RAISE EXCEPTION 'mention_of_others_in_a_talk: questions, answers and comments name people, and nobody themselves' USING ERRCODE = 'check_violation', CONSTRAINT = 'mention_of_others_in_a_talk';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="7f0aa89c860059f77dd6a12f95e03e2e286bbe40",
                    operation="INSERT",
                    pgid="pgtrigger_mention_of_others_in_a_talk_f4393",
                    table="content_mention",
                    when="BEFORE",
                ),
            ),
        ),
    ]
