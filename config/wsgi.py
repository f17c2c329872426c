"""The web server's way in."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.wsgi import get_wsgi_application

from config import embedded_postgres

embedded_postgres.ensure_if_used()
application = get_wsgi_application()
