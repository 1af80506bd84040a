"""Photos for tests: a picture as a phone sends it, the form that adds it, what lies on the disk."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(width=900, height=600, format="JPEG", **options):
    content = io.BytesIO()
    Image.new("RGB", (width, height), "#5B2A4E").save(content, format, **options)
    return SimpleUploadedFile("IMG_2041.jpg", content.getvalue(), "image/jpeg")


def url(practice):
    return f"/prakse/{practice.pk}/fotografije/"


def add(client, practice, file=None, **changed):
    data = {"file": file or picture(), "alt": "Šest osoba betonira stub.", "people": "agreed", **changed}
    return client.post(url(practice), data)


def files(settings):
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] if settings.MEDIA_ROOT.exists() else []


def fetch(client, address):
    """The answer and its content; read to the end, so that the file is closed."""
    response = client.get(address)
    return response, b"".join(response.streaming_content)
