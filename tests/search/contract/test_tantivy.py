"""The contract for the default engine."""

from functools import partial

import pytest

from archive.search.engines.tantivy import TantivyEngine
from tests.search.contract.suite import EngineContract


class TestTantivy(EngineContract):
    @pytest.fixture
    def make_engine(self, tmp_path):
        return partial(TantivyEngine, tmp_path)
