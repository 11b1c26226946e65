"""The archive's settings with one address more."""

from archive.settings import *  # noqa: F403

ROOT_URLCONF = "tests.browser.failing.addresses"
