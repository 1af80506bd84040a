"""The files that programs look for: robots.txt, security.txt, favicon.ico."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def fields(response) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_security_txt(client: Client, settings) -> None:
    settings.SECURITY_CONTACT = "mailto:sigurnost@example.ba"
    settings.SITE_URL = "https://mz.example"
    response = client.get("/.well-known/security.txt", headers={"Host": "localhost"})
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    found = fields(response)
    assert found["Contact"] == "mailto:sigurnost@example.ba"
    assert found["Canonical"] == "https://mz.example/.well-known/security.txt"
    expires = datetime.fromisoformat(found["Expires"])
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=365)


def test_without_a_contact_it_leads_to_the_page_about_us(client: Client, settings) -> None:
    settings.SECURITY_CONTACT = ""
    assert fields(client.get("/.well-known/security.txt"))["Contact"].endswith("/o-platformi/")


def test_robots_keep_out_of_accounts(client: Client, settings) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /upravljanje/", "Disallow: /sr/prijava/", "Disallow: /en/nalog/"} <= set(lines)
    assert lines[-1] == f"Sitemap: {settings.SITE_URL}/sitemap.xml"
    assert "Disallow: /" not in lines


def test_robots_keep_out_of_samples_that_others_can_see(client: Client, settings) -> None:
    settings.SAMPLE_SITE, settings.SAMPLE_HOST = True, "192.0.2.7"
    assert "Disallow: /" in client.get("/robots.txt").content.decode().splitlines()


def test_favicon(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 301
    assert response["Location"].endswith("favicon.ico")
