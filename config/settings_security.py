"""What keeps a public installation safe; in production on unless the environment says otherwise."""

from config import environment

PRODUCTION = environment.is_production()
ONE_YEAR = 365 * 24 * 3600

CSRF_TRUSTED_ORIGINS = environment.listed("CSRF_TRUSTED_ORIGINS")
SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_HSTS_SECONDS = environment.number("SECURE_HSTS_SECONDS", default=ONE_YEAR if PRODUCTION else 0)
# Whether all other hosts of the domain speak TLS, and for ever, is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# Only behind a proxy that sets this header itself, else a visitor could.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("BEHIND_TLS_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"
