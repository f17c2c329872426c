"""What keeps a public installation safe; in production on unless the environment says otherwise."""

from datetime import timedelta

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured

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
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = environment.number("SESSION_HOURS", default=12) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = environment.flag("SESSION_ENDS_WITH_BROWSER")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

# How many proxies of ours stand before the web server; a visitor's own X-Forwarded-For is not believed.
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", default=0)
AXES_CLIENT_IP_CALLABLE = "config.client_address.client_address"
AXES_FAILURE_LIMIT = environment.number("LOGIN_TRIES", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=environment.number("LOGIN_WAIT_MINUTES", default=15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "config.login.locked_out"
AXES_RESET_ON_SUCCESS = True
# Else a colleague who keeps trying would keep the door shut.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # logins are on the audit trail
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

TWO_FACTOR = environment.text("TWO_FACTOR", "optional")
if TWO_FACTOR not in ("optional", "required"):
    raise ImproperlyConfigured(f"TWO_FACTOR is {TWO_FACTOR!r}; write optional or required.")
# Roles that need it where it is optional for the rest; "superuser" counts as one.
TWO_FACTOR_ROLES = environment.listed("TWO_FACTOR_ROLES")
OTP_TOTP_ISSUER = environment.text("TWO_FACTOR_ISSUER", "Dunwell")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, UNSAFE_EVAL],  # the admin's alpine makes functions of its attributes
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# Outside the admin: pages for people who are not logged in, which need little.
PORTAL_DIRECTIVES = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "default-src": [NONE],
    "script-src": [SELF],
    "frame-src": [NONE],
}
PERMISSIONS_POLICY = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)
