"""The end of a kind of mail, for whoever holds the link: in the language of its address, signed in or not."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .. import actions, links
from ..models import MailConsent

ONE_CLICK = "One-Click"


@csrf_exempt  # the signed link is the proof; a mail program that presses the button has no cookie of ours (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: programs follow the links in a mail. The answer to POST is the page itself, as RFC 8058
    forbids a redirect.
    """
    subscription = links.find(token)
    if subscription is None:
        raise Http404
    done = request.method == "POST"
    if done:
        one_click = request.POST.get("List-Unsubscribe") == ONE_CLICK
        how = MailConsent.How.ONE_CLICK if one_click else MailConsent.How.LINK
        actions.unsubscribe(subscription.user, subscription.subject, how)
    return render(request, "notifications/unsubscribe.html", {"subscription": subscription, "done": done})
