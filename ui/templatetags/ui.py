"""The components of the site as template tags: `{% load ui %}`.

Each is a function with named arguments, so that a misspelt one fails when the template is rendered, and has a template
`templates/ui/<name>.html` and a style sheet `static/css/components/<name>.css`. `/dizajn/` shows all of them.
"""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.paginator import Page
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ui.assets.drawings import view_boxes
from ui.folding import unchanging
from ui.sharing import sharing

register = template.Library()

TAG_STATES = {"neutral": "", "plum": "", "sample": "", "ok": "check", "warn": "clock", "err": "warning", "info": "info"}
NOTICE_ICONS = {"info": "info", "ok": "check", "warn": "warning", "err": "warning"}
MESSAGE_STATES = {"debug": "info", "info": "info", "success": "ok", "warning": "warn", "error": "err"}
LONG_NAME = 16  # letters; a longer name of a place is set smaller on its plate


# -- small things ----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def icon_sources() -> dict[str, str]:
    """Name of each icon → what stands inside its `svg` element."""
    folder = settings.BASE_DIR / "static" / "icons"
    texts = {path.stem: path.read_text().strip() for path in folder.glob("*.svg")}
    return {name: text[text.index(">") + 1 : text.rindex("<")] for name, text in texts.items()}


@lru_cache(maxsize=256)
def icon_svg(name: str, size: str, label: str) -> SafeString:
    source = icon_sources()[name]  # our own file: it is the pattern, the words go in escaped
    kind = f"i {size}".strip()
    if label:
        return format_html(
            '<svg class="{}" viewBox="0 0 24 24" role="img" aria-label="{}">' + source + "</svg>", kind, label
        )
    return format_html('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">' + source + "</svg>", kind)


@register.simple_tag
@unchanging
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """A small line drawing: `{% icon "search" %}`; size "s" for small text; a label only where no word stands beside it."""
    return icon_svg(str(name), size, str(label))


@register.inclusion_tag("ui/button.html")
@unchanging
def button(
    label: str,
    href: str = "",
    style: str = "primary",
    icon: str = "",
    icon_after: str = "",
    name: str = "",
    value: str = "",
    behaviour: str = "",
    lang: str = "",
) -> dict[str, Any]:
    """A link that looks like a button, or without `href` a submit button: `{% button label href=url style="ghost" %}`.

    With `behaviour` it is a button for a script (`print`), hidden where there is none.
    """
    if style not in {"primary", "ghost", "quiet"}:
        raise ValueError(f"A button is primary, ghost or quiet, not {style!r}.")
    return {
        "label": label,
        "href": href,
        "style": "" if style == "primary" else style,
        "icon": icon,
        "icon_after": icon_after,
        "name": name,
        "value": value,
        "behaviour": behaviour,
        "lang": lang,
    }


@register.inclusion_tag("ui/tag.html")
@unchanging
def tag(label: str, state: str = "neutral", icon: str = "") -> dict[str, str]:
    """A state in a word: `{% tag "potvrđeno" "ok" %}`; a shape goes with each state, colour is never alone."""
    return {"label": label, "state": state, "icon": icon or TAG_STATES[state]}


@register.inclusion_tag("ui/chip.html")
def chip(label: str, remove_url: str = "") -> dict[str, str]:
    """An active filter with a link that takes it away: `{% chip "Tuzla" url %}`."""
    return {"label": label, "remove_url": remove_url}


@register.inclusion_tag("ui/stones.html")
@unchanging
def stones(filled: int, total: int, label: str = "") -> dict[str, Any]:
    """A number in cobbles: `{% stones 14 18 %}`; say it in words beside them, or give them a label."""
    return {"stones": [number < filled for number in range(total)], "label": label}


@register.inclusion_tag("ui/plate.html")
@unchanging
def plate(name: str, heading: bool = False, mini: bool = False) -> dict[str, Any]:
    """The signboard of a place in both scripts: `{% plate community.name heading=True %}`."""
    return {"name": name, "heading": heading, "mini": mini, "long": len(name) > LONG_NAME}


# -- drawings --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def drawing_sizes() -> dict[str, str]:
    return view_boxes(settings.BASE_DIR / "static" / "drawings")


@register.inclusion_tag("ui/drawing.html")
@unchanging
def drawing(name: str, tint: str = "", shape: str = "") -> dict[str, str]:
    """A drawing from the sprite in its frame: `{% drawing "cesma" tint="water" shape="square" %}`."""
    return {"name": name, "tint": tint, "shape": shape, "view_box": drawing_sizes()[name]}


@register.inclusion_tag("ui/hero_drawing.html")
@unchanging
def hero_drawing() -> dict[str, str]:
    """The picture of the home page, on wide screens only."""
    return {}


@register.inclusion_tag("ui/paved.html")
@unchanging
def paved(edge: bool = False) -> dict[str, Any]:
    """A strip of cobbles: the edge of the footer, or a thin one between sections on phones."""
    return {"edge": edge, "width": "3960" if edge else "2640", "height": "66" if edge else "44"}


# -- parts of a page -------------------------------------------------------------------------------------------------


@register.simple_block_tag
@unchanging
def panel(content: str, title: str, level: int = 2, id: str = "") -> SafeString:
    """A white sheet for what stands apart: `{% panel "Podaci" %}…{% endpanel %}`."""
    return render_to_string("ui/panel.html", {"content": content, "title": title, "level": level, "id": id})


@register.simple_block_tag
@unchanging
def section(
    content: str,
    title: str,
    link_url: str = "",
    link_label: str = "",
    level: int = 2,
    id: str = "",
    icon: str = "",
    first: bool = False,
    count: int | str = "",
) -> SafeString:
    """A part of the page under an ink rule, with at most one link: `{% section title url label %}…{% endsection %}`."""
    return render_to_string(
        "ui/section.html",
        {
            "content": content,
            "title": title,
            "link_url": link_url,
            "link_label": link_label,
            "level": str(level),
            "id": id,
            "icon": icon,
            "first": first,
            "count": count,
        },
    )


@register.simple_block_tag
@unchanging
def notice(content: str, state: str = "info", title: str = "") -> SafeString:
    """Something to know, beside what it is about: `{% notice "warn" %}…{% endnotice %}`."""
    context = {"content": content, "state": state, "title": title, "icon": NOTICE_ICONS[state]}
    return render_to_string("ui/notice.html", context)


@register.simple_block_tag
@unchanging
def empty(content: str, title: str, drawing: str = "klupa", level: int = 3) -> SafeString:
    """Nothing here yet: why, and what to do: `{% empty "Još nema podataka" %}<p>…</p>{% endempty %}`."""
    return render_to_string("ui/empty.html", {"content": content, "title": title, "drawing": drawing, "level": level})


@register.inclusion_tag("ui/fact.html")
@unchanging
def fact(
    label: str,
    value: Any = None,
    source: str = "",
    year: int | str | None = "",
    note: str = "",
    source_url: str = "",
    confirmed: str = "",
    big: bool = False,
    help_url: str = "",
    help_label: str = "",
) -> dict[str, Any]:
    """A row of `<dl class="facts">`: `{% fact "Stanovnici" 1204 "Popis" 2013 %}`; without a value it says "not known".

    `help_url` and `help_label` are a way to help, shown only where the value is missing.
    """
    return {
        "label": label,
        "value": value,
        "known": value is not None and value != "",
        "source": source,
        "year": "" if year is None else str(year),  # as text: a year has no thousands separator
        "note": note,
        "source_url": source_url,
        "confirmed": confirmed,
        "big": big,
        "help_url": help_url,
        "help_label": help_label,
    }


# -- ways around -----------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/crumbs.html")
def crumbs(items: list[tuple[str, str | None]]) -> dict[str, Any]:
    """The path to this page: `{% crumbs items %}` with (label, url) pairs, the last without url.

    A phone shows only the step up: the last that has an address.
    """
    steps: list[dict[str, Any]] = [{"label": label, "url": url, "up": False} for label, url in items]
    links = [step for step in steps if step["url"]]
    if links:
        links[-1]["up"] = True
    return {"items": steps}


@register.inclusion_tag("ui/share.html")
def share(title: str, path: str, place: str = "", lead: str = "") -> dict[str, Any]:
    """How a public page is passed on: `{% share training.title training.get_absolute_url training.held_in when %}`."""
    return {"sharing": sharing(title, path, place, lead)}


@register.simple_tag
def social_card(kind: str, number: int, title: str, version: int = 1) -> str:
    """The picture that shows where the page is passed on: `{% social_card "news" news.pk news.title news.version %}`.

    `kind` as the search calls it. With another version the address is another, since others keep the picture for long.
    """
    image = f"{settings.SITE_URL}{reverse('social', args=[kind, number])}?v={version}"
    tags = '<meta property="og:image" content="{}">\n<meta property="og:image:alt" content="{}">'
    return format_html(tags, image, title)


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: Context, page_obj: Page[Any], parameter: str = "page", label: str = "") -> dict[str, Any]:
    """Numbered pages, the query kept: `{% pagination page_obj %}`; nothing where one page is all.

    A second one on a page needs another parameter and a label of its own.
    """
    if page_obj.paginator.num_pages <= 1:
        return {"pages": []}
    request = context["request"]
    query = request.GET.copy()
    query.pop(parameter, None)
    kept = query.urlencode()

    def url(number: int) -> str:
        parts = [part for part in (kept, f"{parameter}={number}" if number > 1 else "") if part]
        return f"{request.path}?{'&'.join(parts)}" if parts else request.path

    numbers = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    pages = [
        {"number": str(number), "url": url(number), "current": number == page_obj.number}
        if isinstance(number, int)
        else {"number": ""}
        for number in numbers
    ]
    return {
        "pages": pages,
        "label": label,
        "previous": url(page_obj.number - 1) if page_obj.has_previous() else "",
        "next": url(page_obj.number + 1) if page_obj.has_next() else "",
    }


@register.inclusion_tag("ui/search_field.html")
@unchanging
def search_field(
    label: str,
    value: str | None = "",
    name: str = "q",
    id: str = "q",
    hint: str = "",
    button_label: str = "",
    suggest: str = "",
) -> dict[str, str]:
    """Label, field and button of a search, for a form with `role="search"`: `{% search_field label query %}`.

    `suggest` is an address that answers what is typed with links, which a script shows below the field.
    """
    return {
        "label": label,
        "value": value or "",
        "name": name,
        "id": id,
        "hint": hint,
        "button_label": button_label,
        "suggest": suggest,
    }


# -- what the server says --------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm | None) -> dict[str, Any]:
    """What to put right, with links to the fields: `{% error_summary form %}` above the form."""
    if form is None or not form.is_bound:
        return {"errors": []}
    form.summary_is_drawn = True  # type: ignore[attr-defined]  # so that {{ form }} does not draw it again
    errors = [{"text": text, "target": ""} for text in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else (field.id_for_label or field.auto_id)
        label = str(field.label)
        stop = "" if label.endswith("?") else ":"  # a question ends by itself
        errors += [{"text": f"{label}{stop} {text}", "target": target} for text in field.errors]
    return {"errors": errors}


@register.simple_tag(takes_context=True)
def messages(context: Context) -> str:
    """Messages of the last action, once. Without a session cookie there can be none, and the session stays untouched."""
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    items = []
    for message in get_messages(request):
        state = MESSAGE_STATES.get(message.level_tag, "info")
        role = "alert" if state == "err" else "status"
        items.append({"message": message.message, "state": state, "role": role, "icon": NOTICE_ICONS[state]})
    return render_to_string("ui/messages.html", {"items": items}) if items else ""
