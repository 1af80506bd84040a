"""Questions and answers on the spine; texts without the name of their author, and what is closed."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0013_names_follow"),
        ("register", "0014_legal_acts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="entry",
            name="entry_stands_below_its_root",
        ),
        migrations.RemoveConstraint(
            model_name="entry",
            name="entry_stands_where_its_kind_does",
        ),
        migrations.RemoveConstraint(
            model_name="entry",
            name="entry_has_title",
        ),
        migrations.AddField(
            model_name="entry",
            name="closed",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="entry",
            name="is_unnamed",
            field=models.BooleanField(db_default=False, default=False, verbose_name="without the author's name"),
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
                    ("comment", "comment"),
                ],
                editable=False,
                max_length=12,
                verbose_name="kind",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_stands_below_its_root",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.parent_id IS NOT NULL AND NEW.parent_id <> NEW.root_id AND (NEW.kind <> 'comment' OR NOT EXISTS (\n                    SELECT FROM content_entry\n                        WHERE id = NEW.parent_id AND kind IN ('answer', 'comment')\n                            AND root_id = NEW.root_id AND parent_id = root_id)) THEN\n                RAISE EXCEPTION 'entry_stands_below_its_root: what is said to a comment or an answer belongs to the entry that this belongs to, and has no replies' USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_stands_below_its_root';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="e19166311baecc09c8424317ce31c9e0d7b77a62",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_entry_stands_below_its_root_795b4",
                    table="content_entry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_below_its_root",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.root_id IS NOT NULL)",
                    declare="DECLARE above_closed timestamptz;",
                    func="\n    SELECT author_id IS NOT DISTINCT FROM NEW.author_id AND author_id IS NOT NULL AND is_unnamed, closed\n        INTO NEW.is_unnamed, above_closed FROM content_entry WHERE id = NEW.root_id FOR NO KEY UPDATE;\n    NEW.is_unnamed := coalesce(NEW.is_unnamed, false);\n    IF above_closed IS NOT NULL THEN\n        RAISE EXCEPTION 'entry_above_is_open: nothing new comes below what is closed'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_above_is_open';\n    END IF;\n    RETURN NEW;\n",
                    hash="991ef9cf1ebaf0fea21c9792dd602f3e2286fea1",
                    operation="INSERT",
                    pgid="pgtrigger_entry_below_its_root_ba3d2",
                    table="content_entry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_unnamed_whole",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.is_unnamed IS DISTINCT FROM NEW.is_unnamed AND NEW.root_id IS NULL)",
                    func="\n    UPDATE content_entry SET is_unnamed = NEW.is_unnamed WHERE root_id = NEW.id AND author_id = NEW.author_id;\n    RETURN NULL;\n",
                    hash="d60325d7b0bdc71ac5632054b42aade11b3520e1",
                    operation="UPDATE",
                    pgid="pgtrigger_entry_unnamed_whole_11a7d",
                    table="content_entry",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["practice", "question"]), ("parent", None), ("root", None)),
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
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"),
                    models.Q(("title", ""), _negated=True),
                    ("kind__in", ["answer", "comment"]),
                    _connector="OR",
                ),
                name="entry_has_title",
            ),
        ),
    ]
