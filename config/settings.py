"""Django's settings. What an installation may change comes from the environment; `.env.example` lists it."""

from config import environment
from config.admin_look import UNFOLD
from config.environment import BASE_DIR, VAR_DIR
from config.secret_key import secret_key
from config.settings_database import DATABASES
from config.settings_logging import LOGGING
from config.settings_mail import (
    ANYMAIL,
    DEFAULT_FROM_EMAIL,
    EMAIL_BACKEND,
    EMAIL_FILE_PATH,
    EMAIL_HOST,
    EMAIL_HOST_PASSWORD,
    EMAIL_HOST_USER,
    EMAIL_PORT,
    EMAIL_TIMEOUT,
    EMAIL_USE_SSL,
    EMAIL_USE_TLS,
    IMAP_FIRST_DAYS,
    IMAP_PASSWORD,
    IMAP_URL,
    INBOX_DIR,
    MAILDIR,
    OUTBOX_DIR,
    REPLY_DOMAIN,
    SERVER_EMAIL,
)
from config.settings_metrics import COST_PER_TOUCH
from config.settings_model import (
    AGENT_DAILY_TOKENS,
    AGENT_MODEL,
    AGENT_MODEL_DRAFTS,
    AGENT_MODEL_JUDGES,
    AGENT_MODEL_PRICES,
    AGENT_MODEL_SECONDS,
    AGENT_MODEL_TRIES,
    READER_DIR,
)
from config.settings_queue import Q_CLUSTER
from config.settings_security import (
    AUTH_PASSWORD_VALIDATORS,
    AXES_CLIENT_IP_CALLABLE,
    AXES_COOLOFF_TIME,
    AXES_DISABLE_ACCESS_LOG,
    AXES_ENABLE_ADMIN,
    AXES_FAILURE_LIMIT,
    AXES_LOCKOUT_CALLABLE,
    AXES_LOCKOUT_PARAMETERS,
    AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT,
    AXES_RESET_ON_SUCCESS,
    AXES_VERBOSE,
    CONTENT_SECURITY_POLICY,
    CSRF_COOKIE_SAMESITE,
    CSRF_COOKIE_SECURE,
    CSRF_TRUSTED_ORIGINS,
    OTP_TOTP_ISSUER,
    PERMISSIONS_POLICY,
    PORTAL_DIRECTIVES,
    SECURE_CROSS_ORIGIN_OPENER_POLICY,
    SECURE_HSTS_SECONDS,
    SECURE_PROXY_SSL_HEADER,
    SECURE_REFERRER_POLICY,
    SECURE_SSL_REDIRECT,
    SESSION_COOKIE_AGE,
    SESSION_COOKIE_HTTPONLY,
    SESSION_COOKIE_SAMESITE,
    SESSION_COOKIE_SECURE,
    SESSION_EXPIRE_AT_BROWSER_CLOSE,
    SILENCED_SYSTEM_CHECKS,
    TRUSTED_PROXIES,
    TWO_FACTOR,
    TWO_FACTOR_ROLES,
    X_FRAME_OPTIONS,
)

SECRET_KEY = secret_key()
DEBUG = environment.flag("DEBUG")
ALLOWED_HOSTS = environment.listed(
    "ALLOWED_HOSTS", default="" if environment.is_production() else "localhost,127.0.0.1,[::1]"
)
LOGIN_REDIRECT_URL = "start"
PUBLIC_URL = environment.text("PUBLIC_URL", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "config.apps.ThemeConfig",  # unfold, before the admin, whose templates it replaces
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "pgtrigger",
    "django_q",
    "anymail",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "config.apps.InstallationConfig",
    "audit.apps.AuditConfig",
    "customers.apps.CustomersConfig",
    "agent.apps.AgentConfig",
    "dunning.apps.DunningConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.response_headers.ContentPolicyMiddleware",
    "config.response_headers.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dunning.workspace.preferences.middleware.PreferencesMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "config.two_factor.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it answers for whoever is locked out
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],  # only these win over the admin templates of unfold
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses whoever guessed too often
    "dunning.person_backend.PersonBackend",
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]  # of the workspace; customers are written to in many more
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.text("TIME_ZONE", "UTC")

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]  # these win over the packages' own
STATIC_ROOT = VAR_DIR / "static" if environment.is_production() else None  # filled by collectstatic
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if environment.is_production()
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not environment.is_production()  # outside production no collectstatic is needed
