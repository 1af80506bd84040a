"""What `./dev run` answers otherwise than a real site would, and what it does not."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client

from mzplatform.middleware.development import NotFoundMiddleware

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/sr/nema/ovoga/", "/sr/mjesne-zajednice/nema/"], ids=["no address", "no row"])
def test_what_is_not_found_has_our_page(settings, address) -> None:
    """With DEBUG Django would show the list of all addresses, in English."""
    settings.DEBUG = settings.DEV_SERVER = True
    answer = Client().get(address)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "DEBUG" not in page
    assert '<html lang="sr-Cyrl"' in page
    assert "Мјесна заједница" in page


@pytest.mark.parametrize(("debug", "dev_server"), [(False, True), (True, False)])
def test_it_takes_itself_out_elsewhere(settings, debug, dev_server) -> None:
    settings.DEBUG, settings.DEV_SERVER = debug, dev_server
    with pytest.raises(MiddlewareNotUsed):
        NotFoundMiddleware(lambda _request: HttpResponse())
