"""When unanswered questions climb, which did, and who knows about which theme."""

import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0014_questions"),
        ("forums", "0001_initial"),
        ("register", "0014_legal_acts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PatienceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "neighbours",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="days until coordinators and people who know the theme"
                    ),
                ),
                ("network", models.PositiveSmallIntegerField(default=7, verbose_name="days until the network")),
                ("service", models.PositiveSmallIntegerField(default=14, verbose_name="days until the expert service")),
                (
                    "deadline",
                    models.PositiveSmallIntegerField(default=7, verbose_name="days that the expert service has"),
                ),
                ("most", models.PositiveSmallIntegerField(default=30, verbose_name="people asked in one step")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Forwarding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "passed on to coordinators and people who know the theme"),
                            (2, "passed on to the network"),
                            (3, "passed on to the expert service"),
                        ],
                        verbose_name="step",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("asked", models.PositiveSmallIntegerField(default=0, verbose_name="people asked")),
                ("due", models.DateField(blank=True, null=True, verbose_name="answer due by")),
                (
                    "organisations",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="register.organisation", verbose_name="organisations"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forwardings",
                        to="forums.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "forwarded question",
                "verbose_name_plural": "forwarded questions",
                "ordering": ("step",),
            },
        ),
        migrations.CreateModel(
            name="Knowledge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(auto_now_add=True, verbose_name="since")),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="content.theme",
                        verbose_name="theme",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="known_themes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme that somebody knows about",
                "verbose_name_plural": "themes that people know about",
            },
        ),
        migrations.CreateModel(
            name="Patience",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "neighbours",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="days until coordinators and people who know the theme"
                    ),
                ),
                ("network", models.PositiveSmallIntegerField(default=7, verbose_name="days until the network")),
                ("service", models.PositiveSmallIntegerField(default=14, verbose_name="days until the expert service")),
                (
                    "deadline",
                    models.PositiveSmallIntegerField(default=7, verbose_name="days that the expert service has"),
                ),
                ("most", models.PositiveSmallIntegerField(default=30, verbose_name="people asked in one step")),
            ],
            options={
                "verbose_name": "patience with unanswered questions",
                "verbose_name_plural": "patience with unanswered questions",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="patience_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deadline__gte", 1),
                            ("neighbours__gte", 1),
                            ("network__gt", models.F("neighbours")),
                            ("service__gt", models.F("network")),
                        ),
                        name="patience_climbs",
                        violation_error_message="Each step needs more days than the one before.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("most__gte", 1), ("most__lte", 200)), name="patience_asks_somebody"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="patience",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "forums_patienceevent" ("deadline", "id", "most", "neighbours", "network", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service") VALUES (NEW."deadline", NEW."id", NEW."most", NEW."neighbours", NEW."network", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."service"); RETURN NULL;',
                    hash="e51e4af7a7e69bd41a3dba85fbd5a5d346e8bb5d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cb724",
                    table="forums_patience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="patience",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "forums_patienceevent" ("deadline", "id", "most", "neighbours", "network", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service") VALUES (NEW."deadline", NEW."id", NEW."most", NEW."neighbours", NEW."network", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."service"); RETURN NULL;',
                    hash="f1969ce4f73a5294571620b28abfcd5667e7f719",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_51b69",
                    table="forums_patience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="patience",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "forums_patienceevent" ("deadline", "id", "most", "neighbours", "network", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service") VALUES (OLD."deadline", OLD."id", OLD."most", OLD."neighbours", OLD."network", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."service"); RETURN NULL;',
                    hash="da9a413aa154bb0d1d20875271c280b66e391cb7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_eddc5",
                    table="forums_patience",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="patienceevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="id_neighbours_network_service_deadline_most_events",
                to="forums.patience",
            ),
        ),
        migrations.AddConstraint(
            model_name="forwarding",
            constraint=models.UniqueConstraint(fields=("question", "step"), name="forwarded_once"),
        ),
        migrations.AddConstraint(
            model_name="forwarding",
            constraint=models.CheckConstraint(condition=models.Q(("step__in", [1, 2, 3])), name="forwarding_step"),
        ),
        migrations.AddConstraint(
            model_name="forwarding",
            constraint=models.CheckConstraint(
                condition=models.Q(("step", 3), ("due", None), _connector="OR"), name="forwarding_due_of_the_service"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="forwarding",
            trigger=pgtrigger.compiler.Trigger(
                name="forwarding_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6b4276d3738d693cf306726046acd1670b25f5c1",
                    operation="UPDATE",
                    pgid="pgtrigger_forwarding_is_kept_d1e54",
                    table="forums_forwarding",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="knowledge",
            constraint=models.UniqueConstraint(fields=("user", "theme"), name="knowledge_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="patienceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1e628b724ca6d09dea35ad2f986927c67dee10b9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4d57e",
                    table="forums_patienceevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
