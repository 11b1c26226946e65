"""The review queue: an announcement's text beside its facts, decided one by one."""
