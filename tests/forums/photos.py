"""The forms that add a photo or a file to a question."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.content.uploads import PDF
from tests.practices.photos import picture


def page(question):
    return f"/pitanja/{question.pk}/prilozi/"


def add(client, question, file=None, **changed):
    data = {"file": file or picture(), "alt": "Račun za struju.", "people": "none", **changed}
    return client.post(page(question), data)


def attach(client, question, content=PDF, name="Odluka.pdf", title="Odluka"):
    data = {"a-file": SimpleUploadedFile(name, content), "a-title": title}
    return client.post(f"{page(question)}datoteka/", data)
