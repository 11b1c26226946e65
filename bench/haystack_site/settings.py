"""Settings of the comparison: PEER_DATABASE names the file that `bench.peers` made."""

import os
from pathlib import Path

DATABASE = Path(os.environ["PEER_DATABASE"])
SECRET_KEY = "for benchmarks alone"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.haystack_site.site"
INSTALLED_APPS = ["haystack", "bench.haystack_site"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATABASE}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
        "PATH": str(DATABASE.parent / "haystack"),
    }
}
HAYSTACK_ITERATOR_LOAD_PER_QUERY = 1_000_000  # By default each ten hits are searched for anew.
USE_TZ = True
