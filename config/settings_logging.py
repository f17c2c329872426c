"""Logs go to standard error. They name rows by id: no mail text, no amounts."""

from config import environment

LEVEL = environment.text("LOG_LEVEL", "INFO").upper()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.log_lines.LogLines",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LEVEL},
    "loggers": {
        # Django's own handlers would mail tracebacks with their local variables to ADMINS.
        "django": {"handlers": [], "level": LEVEL, "propagate": True},
        # At DEBUG it logs every statement with its values.
        "django.db.backends": {"level": "WARNING"},
        # At INFO it logs each login; the audit trail has them.
        "axes": {"handlers": [], "level": "WARNING", "propagate": True},
        "django_q": {"handlers": [], "level": LEVEL, "propagate": True},
    },
}
