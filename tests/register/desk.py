"""Working in Django admin as a browser would: addresses, forms, changes."""

from django.apps import apps
from django.urls import reverse

MODELS = [model for model in apps.get_app_config("register").get_models() if not model.__name__.endswith("Event")]


def url(model, page, *args):
    return reverse(f"admin:register_{model._meta.model_name}_{page}", args=args)


def form_of(response):
    """The fields of an admin page as a browser would send them back."""
    data = {}
    forms = [response.context["adminform"].form, *(each.formset.management_form for each in inlines(response))]
    forms += [form for each in inlines(response) for form in each.formset.initial_forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = value
    return data


def inlines(response):
    return response.context["inline_admin_formsets"]


def change(desk, obj, **fields):
    page = url(type(obj), "change", obj.pk)
    return desk.post(page, {**form_of(desk.get(page)), **fields})
