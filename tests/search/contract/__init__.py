"""What every engine must do. An engine's own test file only names the engine."""
