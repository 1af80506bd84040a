"""Leaving, and taking a copy of one's data along."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_pages_of_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entries",
                    models.CharField(
                        choices=[
                            ("keep", "What I published stays, without my name"),
                            ("remove", "What I published is removed too"),
                        ],
                        default="keep",
                        max_length=6,
                        verbose_name="what was published",
                    ),
                ),
                ("asked", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("due", models.DateTimeField(verbose_name="will be erased on")),
                ("was_active", models.BooleanField(verbose_name="could sign in before")),
            ],
            options={
                "verbose_name": "deletion of an account",
                "verbose_name_plural": "deletions of accounts",
            },
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("ready", models.DateTimeField(blank=True, null=True, verbose_name="ready")),
                ("expires", models.DateTimeField(blank=True, null=True, verbose_name="can be fetched until")),
                ("fetched", models.DateTimeField(blank=True, null=True, verbose_name="fetched")),
                ("path", models.CharField(blank=True, max_length=60, verbose_name="file")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="size in bytes")),
            ],
            options={
                "verbose_name": "copy of personal data",
                "verbose_name_plural": "copies of personal data",
            },
        ),
        migrations.AlterField(
            model_name="user",
            name="is_active",
            field=models.BooleanField(
                default=True,
                help_text="Switched off, nobody signs in with it; nothing is deleted.",
                verbose_name="may sign in",
            ),
        ),
        migrations.AlterField(
            model_name="userevent",
            name="is_active",
            field=models.BooleanField(
                default=True,
                help_text="Switched off, nobody signs in with it; nothing is deleted.",
                verbose_name="may sign in",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="user_who_leaves_is_closed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.is_active AND EXISTS (SELECT FROM accounts_deletion WHERE user_id = NEW.id) THEN\n                RAISE EXCEPTION 'user_who_leaves_is_closed: undo the deletion of this account first' USING ERRCODE = 'check_violation', CONSTRAINT = 'user_who_leaves_is_closed';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="794a45c4105a25a95bcadf711e0632c63052c408",
                    operation="UPDATE",
                    pgid="pgtrigger_user_who_leaves_is_closed_d4159",
                    table="accounts_user",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="deletion",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="begun by an administrator",
            ),
        ),
        migrations.AddField(
            model_name="deletion",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deletion",
                to=settings.AUTH_USER_MODEL,
                verbose_name="user",
            ),
        ),
        migrations.AddField(
            model_name="export",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="export",
                to=settings.AUTH_USER_MODEL,
                verbose_name="user",
            ),
        ),
        migrations.AddIndex(
            model_name="deletion",
            index=models.Index(fields=["due"], name="deletion_due"),
        ),
        migrations.AddConstraint(
            model_name="deletion",
            constraint=models.CheckConstraint(
                condition=models.Q(("entries__in", ["keep", "remove"])), name="deletion_entries"
            ),
        ),
        migrations.AddConstraint(
            model_name="deletion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "due__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("asked"), "+", models.Value(datetime.timedelta(days=14))
                        ),
                    )
                ),
                name="deletion_can_be_undone_for_long",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deletion",
            trigger=pgtrigger.compiler.Trigger(
                name="deletion_closes_the_account",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF (SELECT is_active FROM accounts_user WHERE id = NEW.user_id) THEN\n                RAISE EXCEPTION 'deletion_closes_the_account: whoever leaves does not sign in meanwhile' USING ERRCODE = 'check_violation', CONSTRAINT = 'deletion_closes_the_account';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="b85bc12619f0078caf9f2654339c895e95700a6d",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_deletion_closes_the_account_118e2",
                    table="accounts_deletion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(condition=models.Q(("ready", None)), fields=["asked"], name="export_queue"),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("expires", None), ("fetched", None), ("path", ""), ("ready", None)),
                    ("ready__isnull", False),
                    _connector="OR",
                ),
                name="export_is_ready_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ready", None),
                    models.Q(
                        ("expires__gt", models.F("ready")),
                        ("expires__isnull", False),
                        (
                            "expires__lte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("ready"), "+", models.Value(datetime.timedelta(days=1))
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="export_expires_within_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(("fetched", None), ("fetched__lte", models.F("expires")), _connector="OR"),
                name="export_in_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.UniqueConstraint(
                condition=models.Q(("path", ""), _negated=True), fields=("path",), name="export_path_once"
            ),
        ),
    ]
