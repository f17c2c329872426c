"""The web server's way in."""

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from config import embedded_postgres

embedded_postgres.ensure_if_used()
application = get_wsgi_application()

# What a process keeps for good is read now, and no collection looks at it again: going through all of it would hold
# up whoever's page is being made.
len(get_resolver().reverse_dict)
gc.collect()
gc.freeze()
