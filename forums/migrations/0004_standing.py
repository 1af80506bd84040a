"""Standing answers and the answers that they rest on; an act that is changed puts them in doubt."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0016_standing"),
        ("forums", "0003_merging"),
        ("register", "0014_legal_acts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActBehindStandings",
            fields=[],
            options={
                "verbose_name": "act behind standing answers",
                "verbose_name_plural": "acts behind standing answers",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("register.legalact",),
        ),
        migrations.CreateModel(
            name="StandingEntry",
            fields=[],
            options={
                "verbose_name": "standing answer on the spine",
                "verbose_name_plural": "standing answers on the spine",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("content.entry",),
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forums.answer"
                    ),
                ),
            ],
            options={
                "verbose_name": "source of a standing answer",
                "verbose_name_plural": "sources of standing answers",
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "entry_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="content.entry",
                    ),
                ),
                (
                    "checked_on",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="checked on"),
                ),
                (
                    "doubted_on",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="to be checked since"),
                ),
                ("check_asked_on", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "acts",
                    models.ManyToManyField(
                        blank=True, related_name="standings", to="register.legalact", verbose_name="legal acts"
                    ),
                ),
                (
                    "answers",
                    models.ManyToManyField(
                        related_name="standings",
                        through="forums.Source",
                        to="forums.answer",
                        verbose_name="answers that it rests on",
                    ),
                ),
                (
                    "canton",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.canton",
                        verbose_name="canton",
                    ),
                ),
                (
                    "edited_for",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.organisation",
                        verbose_name="edited in the name of",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.entity",
                        verbose_name="entity",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.municipality",
                        verbose_name="municipality",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="standings",
                        to="forums.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing answer",
                "verbose_name_plural": "standing answers",
                "abstract": False,
            },
            bases=("content.entry", models.Model),
        ),
        migrations.AddField(
            model_name="source",
            name="standing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="sources", to="forums.standing"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actbehindstandings",
            trigger=pgtrigger.compiler.Trigger(
                name="standings_doubted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.state IN ('izmijenjen', 'prestao') AND (OLD.state, OLD.note, OLD.gazette) IS DISTINCT FROM (NEW.state, NEW.note, NEW.gazette))",
                    func="\n                    UPDATE forums_standing SET doubted_on = clock_timestamp()\n                        WHERE doubted_on IS NULL AND entry_ptr_id IN (\n                            SELECT standing_id FROM forums_standing_acts WHERE legalact_id = NEW.id);\n                    RETURN NULL;\n                ",
                    hash="13ff87957264af25ab1d0378fe7651f5c4fcc00c",
                    operation="UPDATE",
                    pgid="pgtrigger_standings_doubted_f87e2",
                    table="register_legalact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standingentry",
            trigger=pgtrigger.compiler.Trigger(
                name="standing_rests_on_answers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.kind = 'standing' AND NEW.status = 'published' AND OLD.status NOT IN ('published', 'hidden'))",
                    func="\n            IF NOT EXISTS (SELECT FROM forums_source WHERE standing_id = NEW.id) THEN\n                RAISE EXCEPTION 'standing_rests_on_answers: a standing answer is published with the answers that it rests on' USING ERRCODE = 'check_violation', CONSTRAINT = 'standing_rests_on_answers';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="bfe8069e6375eddd19dd587683970ca16c4ce9f4",
                    operation="UPDATE",
                    pgid="pgtrigger_standing_rests_on_answers_dcdce",
                    table="content_entry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standingentry",
            trigger=pgtrigger.compiler.Trigger(
                name="standing_has_nothing_below",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.root_id IS NOT NULL)",
                    func="\n            IF (SELECT kind FROM content_entry WHERE id = NEW.root_id) = 'standing' THEN\n                RAISE EXCEPTION 'standing_has_nothing_below: what is to be said of a standing answer is said in its thread' USING ERRCODE = 'check_violation', CONSTRAINT = 'standing_has_nothing_below';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="d75baec1c1ebee4bc9057f4214d935013b8ff3b1",
                    operation="INSERT",
                    pgid="pgtrigger_standing_has_nothing_below_bfe34",
                    table="content_entry",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                condition=models.Q(("doubted_on__isnull", False)), fields=["doubted_on"], name="standing_doubted"
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("canton", None), ("entity", None)),
                    models.Q(("entity", None), ("municipality", None)),
                    models.Q(("canton", None), ("municipality", None)),
                    _connector="OR",
                ),
                name="standing_holds_in_one_place",
                violation_error_message="Choose an entity, a canton or a municipality, not several; none of them is all of BiH.",
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.CheckConstraint(
                condition=models.Q(("check_asked_on", None), ("doubted_on__isnull", False), _connector="OR"),
                name="standing_asked_about_a_doubt",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standing",
            trigger=pgtrigger.compiler.Trigger(
                name="standing_is_a_standing",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF (SELECT kind FROM content_entry WHERE id = NEW.entry_ptr_id) <> 'standing' THEN\n                RAISE EXCEPTION 'standing_is_a_standing: the entry is of another kind' USING ERRCODE = 'check_violation', CONSTRAINT = 'standing_is_a_standing';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="e112b293f29fd4350c1954b7ba9ec0e950c724e8",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_standing_is_a_standing_fc718",
                    table="forums_standing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standing",
            trigger=pgtrigger.compiler.Trigger(
                name="standing_edited_by_an_association",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.edited_for_id IS NOT NULL AND NOT EXISTS (\n                    SELECT FROM register_organisation\n                        WHERE id = NEW.edited_for_id AND kind = 'savez' AND (\n                            entity_id IS NULL OR entity_id = coalesce(\n                                NEW.entity_id,\n                                (SELECT c.entity_id FROM register_canton c WHERE c.id = NEW.canton_id),\n                                (SELECT m.entity_id FROM register_municipality m WHERE m.id = NEW.municipality_id),\n                                entity_id))) THEN\n                RAISE EXCEPTION 'standing_edited_by_an_association: only an association edits standing answers, and none for another entity' USING ERRCODE = 'check_violation', CONSTRAINT = 'standing_edited_by_an_association';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="95069f6773187cc6ff1ce4e415ea94c161528854",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_standing_edited_by_an_association_64649",
                    table="forums_standing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standing",
            trigger=pgtrigger.compiler.Trigger(
                name="audit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE older jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END; newer jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END; context jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb; changed text[];",
                    func="\n    SELECT array_agg(name ORDER BY name) INTO changed\n        FROM jsonb_object_keys(older || newer) AS name\n        WHERE older -> name IS DISTINCT FROM newer -> name AND name <> ALL (string_to_array('', ','));\n    IF changed IS NOT NULL THEN\n        INSERT INTO content_auditrow (at, \"table\", row_id, action, fields, actor_id, request)\n        VALUES (\n            clock_timestamp(), TG_TABLE_NAME, coalesce(newer ->> 'entry_ptr_id', older ->> 'entry_ptr_id')::bigint, lower(TG_OP), changed,\n            (context ->> 'user')::bigint, coalesce(context ->> 'url', context ->> 'command', '')\n        );\n    END IF;\n    RETURN NULL;\n",
                    hash="0f0888ac248ac4ea9a43cae0783142e7b45b2124",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_audit_c2415",
                    table="forums_standing",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(fields=("standing", "answer"), name="source_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="source_of_its_thread",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                    SELECT FROM forums_standing s JOIN forums_answer a ON a.about_id = s.thread_id\n                        WHERE s.entry_ptr_id = NEW.standing_id AND a.entry_ptr_id = NEW.answer_id) THEN\n                RAISE EXCEPTION 'source_of_its_thread: a standing answer rests on answers of its own thread' USING ERRCODE = 'check_violation', CONSTRAINT = 'source_of_its_thread';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="96363aa5f9b91c65be2c110163f0d2786a45b971",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_source_of_its_thread_ee9a9",
                    table="forums_source",
                    when="BEFORE",
                ),
            ),
        ),
    ]
