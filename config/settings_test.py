"""Settings of the test run: nothing from a developer's `.env`, no real mail, no worker process."""

import os
import tempfile
from pathlib import Path

os.environ["DUNWELL_ENV"] = "test"
os.environ["DUNWELL_ENV_FILE"] = ""
os.environ.setdefault("SECRET_KEY", "only-for-tests")

from config.settings import *
from config.settings_database import DATABASES
from config.settings_queue import Q_CLUSTER

# Append-only tables refuse TRUNCATE unless the connection carries this; the flush between transactional tests needs it.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c app.allow_truncate=on"
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["TEST"] = {"NAME": "test_dunwell"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ANYMAIL = {"WEBHOOK_SECRET": "tests:only"}
Q_CLUSTER["sync"] = True
TEST_DIR = Path(tempfile.gettempdir()) / "dunwell-tests"
MEDIA_ROOT, INBOX_DIR = TEST_DIR / "media", TEST_DIR / "inbox"
OUTBOX_DIR = EMAIL_FILE_PATH = TEST_DIR / "outbox"
READER_DIR = TEST_DIR / "reader"
IMAP_URL = IMAP_PASSWORD = MAILDIR = ""
AGENT_MODEL = ""
WHITENOISE_USE_FINDERS = False
ALLOWED_HOSTS = ["testserver", "localhost"]
