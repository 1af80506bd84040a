"""Answers that move are counted at both questions; no question leads in a ring."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0002_ladder"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="answer",
            name="answer_count",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="answer_count",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE one bigint := NEW.about_id; before bigint := CASE TG_OP WHEN 'UPDATE' THEN OLD.about_id END;",
                    func="\n    PERFORM FROM forums_question WHERE entry_ptr_id IN (one, before) ORDER BY entry_ptr_id FOR UPDATE;\n    UPDATE forums_question q SET (answer_count, is_solved) = (\n        SELECT count(*), coalesce(bool_or(a.accepted_on IS NOT NULL), false)\n            FROM forums_answer a JOIN content_entry e ON e.id = a.entry_ptr_id\n            WHERE a.about_id = q.entry_ptr_id AND e.status = 'published' AND e.withdrawn IS NULL)\n        WHERE entry_ptr_id IN (one, before);\n    RETURN NULL;\n",
                    hash="a09faa4424b7fcf6b30f1c8b88712c24dc99d09a",
                    operation='INSERT OR UPDATE OF "accepted_on", "about_id"',
                    pgid="pgtrigger_answer_count_59e3c",
                    table="forums_answer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="question_duplicates_make_no_ring",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.duplicate_of_id IS NOT NULL AND EXISTS (\n        WITH RECURSIVE along(id) AS (\n            SELECT NEW.duplicate_of_id\n            UNION SELECT q.duplicate_of_id FROM forums_question q JOIN along ON q.entry_ptr_id = along.id)\n        SELECT FROM along WHERE id = NEW.entry_ptr_id) THEN\n                RAISE EXCEPTION 'question_duplicates_make_no_ring: whoever follows the same question must arrive somewhere' USING ERRCODE = 'check_violation', CONSTRAINT = 'question_duplicates_make_no_ring';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="6f1db8d295dc54c6ecf2b5c10a5c6eb725d49bd7",
                    operation='UPDATE OF "duplicate_of_id"',
                    pgid="pgtrigger_question_duplicates_make_no_ring_28489",
                    table="forums_question",
                    when="BEFORE",
                ),
            ),
        ),
    ]
