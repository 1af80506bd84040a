"""The page stamp (pagecache/stamp.py), the shared memory of pages (pagecache/table.py), and the tables that are watched."""

from django.db import migrations

from mzplatform.pagecache.watching import WatchTables

STAMP = """
CREATE TABLE mzplatform_pagestamp (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    amount numeric NOT NULL
);
INSERT INTO mzplatform_pagestamp (amount) VALUES (floor(random() * 1e15));

CREATE FUNCTION mzplatform_change_page_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this_transaction text := pg_current_xact_id()::text;
BEGIN
    -- One row a transaction is enough. The setting is local: it ends, or is rolled back, together with the row.
    IF current_setting('mzplatform.stamped', true) IS DISTINCT FROM this_transaction THEN
        INSERT INTO mzplatform_pagestamp (amount) VALUES (floor(random() * 1e15));
        PERFORM set_config('mzplatform.stamped', this_transaction, true);
    END IF;
    RETURN NULL;
END $$;
"""
NO_STAMP = """
DROP FUNCTION mzplatform_change_page_stamp();
DROP TABLE mzplatform_pagestamp;
"""
PAGES = """
CREATE UNLOGGED TABLE page_cache (
    key text PRIMARY KEY,
    value bytea NOT NULL,
    expires double precision NOT NULL
);
ALTER TABLE page_cache ALTER COLUMN value SET STORAGE EXTERNAL; -- it is compressed already
CREATE INDEX page_cache_expires ON page_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("register", "0001_initial"), ("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(STAMP, NO_STAMP),
        migrations.RunSQL(PAGES, "DROP TABLE page_cache"),
        WatchTables(
            "accounts_mandate",
            "register_boundary",
            "register_canton",
            "register_community",
            "register_contact",
            "register_entity",
            "register_figure",
            "register_formerslug",
            "register_indicator",
            "register_legalstatus",
            "register_municipality",
            "register_municipalitytype",
            "register_organisation",
        ),
    ]
