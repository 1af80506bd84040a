"""A place that is renamed is found by its new name in what was written about it, whoever renames it."""

from django.db import migrations

# The place is written as it stands, for the sake of its own trigger, which puts the names of the entry together.
FOLLOW = """
CREATE FUNCTION content_names_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'register_community' THEN
        UPDATE content_entryplace SET name = name WHERE community_id = NEW.id;
    ELSE
        UPDATE content_entryplace SET name = name WHERE municipality_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entry_names_follow AFTER UPDATE OF name, former_names ON register_community FOR EACH ROW
    WHEN ((OLD.name, OLD.former_names) IS DISTINCT FROM (NEW.name, NEW.former_names))
    EXECUTE FUNCTION content_names_follow();
CREATE TRIGGER entry_names_follow AFTER UPDATE OF name ON register_municipality FOR EACH ROW
    WHEN (OLD.name IS DISTINCT FROM NEW.name)
    EXECUTE FUNCTION content_names_follow();
UPDATE content_entryplace SET name = name WHERE id IN (
    SELECT place.id FROM content_entryplace place
        JOIN content_entry entry ON entry.id = place.entry_id
        JOIN register_municipality municipality ON municipality.id = place.municipality_id
        LEFT JOIN register_community community ON community.id = place.community_id
        WHERE position(municipality.name IN entry.place_names) = 0
            OR position(coalesce(community.name, '') IN entry.place_names) = 0);
"""
FORGET = """
DROP TRIGGER entry_names_follow ON register_community;
DROP TRIGGER entry_names_follow ON register_municipality;
DROP FUNCTION content_names_follow;
"""


class Migration(migrations.Migration):
    dependencies = [("content", "0012_counted_by_audience"), ("register", "0011_names_in_our_letters")]

    operations = [migrations.RunSQL(FOLLOW, FORGET)]
