"""The search finds what stands inside the files of practices, of questions with their answers, of trainings, of lessons, of news
and of documents, and the newest text of a document.
"""

from django.db import migrations

from search.sources import FILES, FILES_UNDONE, Watch, find_anew, find_entries

PRACTICE = ("problem", "result", "went_wrong", "would_repeat", "needs")
TRAINING = ("for_whom", "trainers", "held_in", "held_by")
KINDS = {
    "practice": {"child": "practices_practice", "texts": PRACTICE},
    "question": {"below": "answer"},
    "training": {"child": "trainings_training", "texts": TRAINING},
    "lesson": {"child": "lessons_lesson", "texts": ("series",)},
    "news": {},
}
DOCUMENT = {"child": "library_document", "texts": ("issuer", "gazette")}
# Of a long act the first hundred thousand letters, since a tsvector holds a megabyte.
TEXT = """(
    SELECT to_tsvector('pg_catalog.serbian'::regconfig, text_fold(left(v.text, 100000))) FROM library_version v
        WHERE v.document_id = e.id ORDER BY v.number DESC LIMIT 1)"""
VERSIONS = Watch(
    "library_version",
    "ARRAY(SELECT e.id FROM content_entry e WHERE e.id = {row}.document_id AND e.kind = 'document' AND e.status = 'published')",
    ("document_id", "number", "text"),
)


class Migration(migrations.Migration):
    dependencies = [("mzplatform", "0022_find_documents"), ("content", "0023_file_texts")]
    operations = [
        migrations.RunSQL(FILES, FILES_UNDONE),
        *(
            operation
            for kind, made_of in KINDS.items()
            for operation in find_anew(find_entries(kind, **made_of), find_entries(kind, **made_of, files=True))
        ),
        *find_anew(
            find_entries("document", **DOCUMENT),
            find_entries("document", **DOCUMENT, files=True, beside=(TEXT, VERSIONS)),
        ),
    ]
