"""An archive that fails: without an index, and with an address that has a mistake."""
