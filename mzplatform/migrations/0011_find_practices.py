"""The search finds what the register, people and the practices hold."""

from django.db import migrations

from search.sources import Watch, find, find_entries

COMMUNITY = """
    SELECT c.id, 'public', NULL::bigint, concat_ws(' ', c.name, c.qualifier), 0, NULL::timestamptz, search_vector(
        content_search_vector(concat_ws(' ', c.name, c.qualifier), concat_ws(' ', c.former_names, c.settlements), '',
            concat_ws(' ', t.name_bs, m.name, m.qualifier)),
        NULL, ARRAY['k.community', 'm.' || m.id])
        FROM register_community c JOIN register_municipality m ON m.id = c.municipality_id
            JOIN register_municipalitytype t ON t.id = m.type_id
        WHERE c.id = ANY (ids)
"""
MUNICIPALITY = """
    SELECT m.id, 'public', NULL::bigint, concat_ws(' ', m.name, m.qualifier), 0, NULL::timestamptz, search_vector(
        content_search_vector(concat_ws(' ', m.name, m.qualifier), concat_ws(' ', t.name_bs, m.seat), '',
            concat_ws(' ', n.name_bs, n.name_hr, e.name_bs)),
        NULL, ARRAY['k.municipality', 'm.' || m.id])
        FROM register_municipality m JOIN register_municipalitytype t ON t.id = m.type_id
            JOIN register_entity e ON e.id = m.entity_id LEFT JOIN register_canton n ON n.id = m.canton_id
        WHERE m.id = ANY (ids)
"""
# Whoever lets nobody see their page is not found by anybody.
PERSON = """
    SELECT p.user_id, CASE p.visibility WHEN 'everyone' THEN 'public' ELSE 'members' END, NULL::bigint,
        p.display_name::text, 0, NULL::timestamptz, search_vector(
            content_search_vector(p.display_name, '', p.about, coalesce(m.name, '')),
            NULL, ARRAY['k.person'] || array_remove(ARRAY['m.' || m.id], NULL))
        FROM accounts_profile p JOIN accounts_user u ON u.id = p.user_id
            LEFT JOIN register_municipality m ON m.id = p.municipality_id
        WHERE p.user_id = ANY (ids) AND u.is_active AND p.display_name <> '' AND p.visibility IN ('everyone', 'members')
"""
NAMES = ("name", "qualifier", "type_id")


class Migration(migrations.Migration):
    dependencies = [
        ("mzplatform", "0010_watch_standing"),
        ("search", "0002_functions"),
        ("practices", "0005_taken_over_by_number"),
        ("accounts", "0005_named_in_texts"),
        ("register", "0014_legal_acts"),
    ]
    operations = [
        *find(
            "community",
            COMMUNITY,
            Watch(
                "register_community",
                "ARRAY[{row}.id]",
                ("name", "qualifier", "former_names", "settlements", "municipality_id"),
            ),
            Watch(
                "register_municipality",
                "ARRAY(SELECT id FROM register_community WHERE municipality_id = {row}.id)",
                NAMES,
            ),
            every="SELECT id FROM register_community",
        ),
        *find(
            "municipality",
            MUNICIPALITY,
            Watch("register_municipality", "ARRAY[{row}.id]", (*NAMES, "seat", "entity_id", "canton_id")),
            every="SELECT id FROM register_municipality",
        ),
        *find(
            "person",
            PERSON,
            Watch(
                "accounts_profile",
                "ARRAY[{row}.user_id]",
                ("display_name", "about", "visibility", "municipality_id"),
            ),
            Watch("accounts_user", "ARRAY[{row}.id]", ("is_active",)),
            every="SELECT user_id FROM accounts_profile",
        ),
        *find_entries(
            "practice", child="practices_practice", texts=("problem", "result", "went_wrong", "would_repeat", "needs")
        ),
    ]
