"""Settings of the tests: those of the archive, in a folder and on a database of their own.

`DATABASE=postgresql` in the environment starts a PostgreSQL server; without it SQLite serves.
"""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="archive-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["VAR_DIR"] = _folder
os.environ["SEARCH_URL"] = "memory://"
os.environ.setdefault("SECRET_KEY", "for tests alone")
# Once a browser test ran, Playwright's loop goes on in the thread that all later tests share.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

if os.environ.get("DATABASE") == "postgresql":
    from tests.postgresql import start_server

    os.environ["DATABASE_URL"] = start_server()

from archive.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
NAMES_FRESH_FOR = 0.0
COUNTS_KEPT_FOR = 0.0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False  # Tests log in many times; those of the limit switch it on.
STORAGES = {  # The hashed names need `collectstatic`, which no unit test waits for.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 - WhiteNoise warns where it is missing.
