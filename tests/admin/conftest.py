"""Who works in the admin."""

import pytest
from django.contrib.auth.models import User


@pytest.fixture
def administrator(db):
    """One who may do everything."""
    return User.objects.create_superuser("ada", password="a long enough one")


@pytest.fixture
def desk(client, administrator):
    """A client that the administrator has logged in with, by the form."""
    response = client.post(
        "/admin/login/?next=/admin/",
        {"username": "ada", "password": "a long enough one", "next": "/admin/"},
    )
    assert response.status_code == 302
    return client


@pytest.fixture
def fill(desk):
    """A function that opens a form, types into it and saves; gives the response. Fields are
    named as in the form, rows of an inline as `prefix-number-field`; a row that is not there yet
    is added."""

    def fill(address, _client=None, **typed):
        opened = (_client or desk).get(address)
        assert opened.status_code == 200, opened
        return send(_client or desk, opened, **typed)

    return fill


def send(client, opened, **typed):
    """Sends an opened form with what was typed into it."""
    data = read_form(opened)
    for key in typed:
        prefix, number, _ = [*key.rsplit("-", 2), "", ""][:3]
        total = f"{prefix}-TOTAL_FORMS"
        if number.isdigit() and int(number) >= int(data.get(total, 0)):
            data.update(read_empty_row(opened, prefix, number))
            data[total] = int(number) + 1
    return client.post(opened.request["PATH_INFO"], {**data, **typed})


def read_form(opened):
    """What a browser would send back of a form as it is."""
    forms = [opened.context["adminform"].form]
    for inline in opened.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return {name: value for form in forms for name, value in read_fields(form)}


def read_empty_row(opened, prefix, number):
    """What a browser would send of a row that was added to an inline and is empty yet."""
    formsets = (inline.formset for inline in opened.context["inline_admin_formsets"])
    formset = next((formset for formset in formsets if formset.prefix == prefix), None)
    fields = read_fields(formset.empty_form) if formset else ()
    return {name.replace("__prefix__", number): value for name, value in fields}


def read_fields(form):
    """Names and values of the fields that a browser would send."""
    for field in form:
        value = field.value()
        if value is not None and value is not False and not field.field.disabled:
            yield field.html_name, value
