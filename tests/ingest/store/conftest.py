"""What every record of these tests names: one province and one offence."""

import pytest

from tests import factories


@pytest.fixture(autouse=True)
def terms(db):
    factories.PlaceFactory()
    factories.OffenceFactory()
