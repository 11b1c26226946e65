"""The contract for the engine in Python alone."""

from functools import partial

import pytest

from archive.search.engines.whoosh import WhooshEngine
from tests.search.contract.suite import EngineContract


class TestWhoosh(EngineContract):
    @pytest.fixture
    def make_engine(self, tmp_path):
        return partial(WhooshEngine, tmp_path)
