from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from .models import Row


def index(request: HttpRequest) -> HttpResponse:
    """Twenty rows by one index, one template."""
    return render(request, "floor.html", {"rows": Row.objects.order_by("sort_key", "id")[:20]})


urlpatterns = [path("", index)]
