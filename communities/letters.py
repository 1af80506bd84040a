"""Letters to us: links that open the reader's own mail program with the subject filled in. There is no form to abuse."""

from urllib.parse import quote

from django.conf import settings


def letter(subject: str, body: str = "") -> str:
    """A `mailto:` address of the site's mailbox."""
    fields = {"subject": subject, "body": body}
    query = "&".join(f"{name}={quote(value)}" for name, value in fields.items() if value)
    return f"mailto:{settings.CONTACT_EMAIL}?{query}"
