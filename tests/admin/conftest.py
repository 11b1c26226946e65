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
