"""The contract for the engine of the unit tests."""

import pytest

from archive.search.engines.memory import MemoryEngine
from tests.search.contract.suite import EngineContract


class TestMemory(EngineContract):
    @pytest.fixture
    def make_engine(self):
        return MemoryEngine
