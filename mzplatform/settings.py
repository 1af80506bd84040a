"""Settings of the whole site: one file, everything from the environment, safe for production by default.

`./dev` sets what development needs (DEBUG, SAMPLE_SITE, DATABASE_URL of the embedded cluster, SECRET_KEY);
`docs/deploy.md` lists the variables that a server sets. Nothing here reads a file of secrets.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

import mzplatform
from mzplatform import logs
from mzplatform.environment import env, env_bool, env_int, env_list
from text.languages import LANGUAGES as SITE_LANGUAGES

BASE_DIR = Path(__file__).resolve().parent.parent

# -- what site this is -----------------------------------------------------------------------------------------------

DEBUG = env_bool("DEBUG")
STRICT = env_bool("STRICT", DEBUG)  # in development and tests our own mistakes are loud
SAMPLE_SITE = env_bool("SAMPLE_SITE")  # sample accounts exist, and every page says so
SAMPLE_HOST = env("SAMPLE_HOST", "")  # `--host`: a sample site that others may reach on purpose
DEV_SERVER = env_bool("DEV_SERVER")  # `./dev run`: assets are rebuilt when their source changes
RELEASE = env("RELEASE", mzplatform.__version__)
SITE_URL = env("SITE_URL", "http://localhost:8000").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
HTTPS = SITE_URL.startswith("https://")
DATA_DIR = Path(env("DATA_DIR", str(BASE_DIR / ".data")))
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = [SITE_HOST, *env_list("ALLOWED_HOSTS")]
if not HTTPS:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
if SAMPLE_SITE and not SAMPLE_HOST and SITE_HOST not in {"localhost", "127.0.0.1", "::1"}:
    raise ImproperlyConfigured("A sample site shows itself to this machine only; --host H shows it to others.")
TRUSTED_PROXY_HOPS = env_int("TRUSTED_PROXY_HOPS", 0)  # so many entries at the end of X-Forwarded-For are believed
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "mzplatform.urls"
WSGI_APPLICATION = "mzplatform.wsgi.application"

INSTALLED_APPS = [
    "mzplatform.apps.PlatformConfig",
    "insights",
    "communities",
    "practices",
    "forums",
    "trainings",
    "lessons",
    "networks",
    "news",
    "library",
    "comments",
    "moderation",
    "notifications",
    "search",
    "content",
    "accounts",
    "register",
    "text",
    "ui",
    "pghistory",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "csp",
    "mzplatform.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",  # its widget templates, for our own form renderer
]

# From the wire to the view. Whatever can be answered early is: a file, a refusal, a page that somebody has read before.
MIDDLEWARE = [
    "ui.middleware.RebuildMiddleware",  # only where DEV_SERVER is on
    "mzplatform.middleware.headers.HeadersMiddleware",  # outermost: on every answer, whoever makes it
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mzplatform.middleware.address.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",  # https, before anything is told over http
    "mzplatform.middleware.guard.GuardMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mzplatform.middleware.compression.CompressionMiddleware",
    "mzplatform.pagecache.middleware.PageCacheMiddleware",
    "mzplatform.middleware.unavailable.DatabaseAwayMiddleware",
    "mzplatform.middleware.languages.LanguageMiddleware",
    "text.middleware.ScriptMiddleware",
    "mzplatform.middleware.caching.CacheControlMiddleware",  # sees every cookie that is set below
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "mzplatform.middleware.pressed.PressedMiddleware",
    "mzplatform.middleware.development.NotFoundMiddleware",  # only where DEV_SERVER is on
]

# -- the database ----------------------------------------------------------------------------------------------------

_address = dj_database_url.parse(env("DATABASE_URL"))
DATABASES = {
    "default": {
        **_address,
        "CONN_MAX_AGE": env_int("DATABASE_CONN_MAX_AGE", 60),  # one connection a thread, kept
        "CONN_HEALTH_CHECKS": False,  # mzplatform/connections.py looks at the socket instead
        "OPTIONS": {
            **_address.get("OPTIONS", {}),
            # A database that is away is known within seconds: refused, silent at connect, or silent in the middle.
            "connect_timeout": 2,
            "keepalives_idle": 10,
            "keepalives_interval": 3,
            "keepalives_count": 3,
            "tcp_user_timeout": 4000,
            "prepare_threshold": 2,  # only for ui/prepared.py: Django's own cursors never prepare
            "options": f"-c statement_timeout={env_int('DATABASE_STATEMENT_TIMEOUT', 0)}"  # wsgi.py sets it for requests
            f" -c lock_timeout={env_int('DATABASE_LOCK_TIMEOUT', 0)}"
            " -c idle_in_transaction_session_timeout=60000"
            " -c plan_cache_mode=force_generic_plan"  # ui/prepared.py: to plan costs more than what a plan could save
            " -c synchronize_seqscans=off"  # the best thousand of many are the same at every request
            " -c random_page_cost=1.1",  # the data fit into memory; by the default of 4 whole tables are read instead
        },
    }
}
DATABASE_PATIENCE = env_int("DATABASE_PATIENCE", 0) / 1000  # seconds for one answer; 0: as long as it takes
DATABASE_APPLICATION_ROLE = env("DATABASE_APPLICATION_ROLE", "")  # `migrate` grants it what server and worker need
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # rate limits live here: nobody may push them out by filling it
    },
    "pages": {
        "BACKEND": "mzplatform.pagecache.table.TableCache",
        "LOCATION": "page_cache",
        "TIMEOUT": 86_400,
        "OPTIONS": {"MAX_ENTRIES": env_int("PAGE_CACHE_ENTRIES", 5_000)},
    },
}
PAGE_CACHE = env_bool("PAGE_CACHE", not DEBUG)
PAGE_CACHE_BYTES = env_int("PAGE_CACHE_MB", 32) * 1_000_000  # in each process, beside the shared table
PAGE_STAMP_SECONDS = env_int("PAGE_STAMP_SECONDS", 1)  # so long a stored page may outlive a change

# -- languages and time ----------------------------------------------------------------------------------------------

USE_I18N = True
LANGUAGE_CODE = "bs"
LANGUAGES = [(language.code, language.label) for language in SITE_LANGUAGES]
LOCALE_PATHS = [DATA_DIR / "locale"]
FORMAT_MODULE_PATH = ["text.formats"]
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "Europe/Sarajevo"

# -- templates, static files -----------------------------------------------------------------------------------------

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "ui.folding.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mzplatform.context.site",
            ],
        },
    }
]
FORM_RENDERER = "ui.forms.Renderer"
STATIC_URL = "/static/"
HASHED_STATIC = env_bool("HASHED_STATIC", not DEBUG)  # needs collectstatic; else files come from their sources
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [DATA_DIR / "static-src"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "mzplatform.storage.HashedStaticFilesStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = not HASHED_STATIC
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"

# -- people ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
PGHISTORY_MIDDLEWARE_METHODS = (
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
)  # reading changes nothing, and must not look up who reads
AUTHENTICATION_BACKENDS = ["accounts.backends.MandateBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator"},
    {"NAME": "accounts.passwords.LikeOwnAddressValidator"},
    {"NAME": "accounts.passwords.LocalPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True  # one address at a time; the old one is told
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.ChangeAddressForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmAddressForm",
    "login": "accounts.forms.SignInForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "signup": "accounts.forms.SignUpForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
# In the shared cache. Low for one account, high for one address: a whole village may share it.
ACCOUNT_RATE_LIMITS = {
    "login": "300/5m/ip",
    "login_failed": "10/10m/key,100/10m/ip",
    "signup": "60/5m/ip",
    "reset_password": "60/5m/ip",
    "reset_password_from_key": "60/5m/ip",
    "confirm_email": "20/h/key",
    "mail": "3/h/key",  # codes and links to one address; what the page says does not change (accounts.adapters)
}
COMMENT_RATE_LIMIT, REPORT_RATE_LIMIT = "60/h/user", "20/h/ip"  # reports by visitors and members of one address
CERTIFICATE_RATE_LIMIT = "20/10m/ip"  # codes that do not exist
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "accounts.forms.ActivateAppForm",
    "add_webauthn": "accounts.forms.AddKeyForm",
    "authenticate": "accounts.forms.SecondStepForm",
    "deactivate_totp": "allauth.mfa.totp.forms.DeactivateTOTPForm",
    "edit_webauthn": "accounts.forms.RenameKeyForm",
    "reauthenticate": "accounts.forms.SecondStepAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "120/5m/ip"}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Mjesna zajednica"
MFA_TOTP_TOLERANCE = 1  # phones whose clock is half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers themselves allow it on localhost alone

# -- mail ------------------------------------------------------------------------------------------------------------

# Everybody sends through the outbox; the worker (`manage.py worker`) delivers through DELIVERY_BACKEND.
EMAIL_BACKEND = "notifications.backend.OutboxBackend"
DELIVERY_BACKENDS = {
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "files": "notifications.delivery.FolderBackend",  # one .eml each in MAIL_DIR, listed at /razvoj/posta/
}
MAIL_DELIVERY = env("MAIL_DELIVERY", "files" if SAMPLE_SITE else "smtp")
if MAIL_DELIVERY not in DELIVERY_BACKENDS:
    raise ImproperlyConfigured(f"MAIL_DELIVERY must be one of {', '.join(DELIVERY_BACKENDS)}, not {MAIL_DELIVERY!r}.")
DELIVERY_BACKEND = DELIVERY_BACKENDS[MAIL_DELIVERY]
MAIL_DIR = DATA_DIR / "mail"
EMAIL_HOST = env("MAIL_HOST", "localhost")
MAIL_SECURITY = env("MAIL_SECURITY", "none" if EMAIL_HOST == "localhost" else "starttls")
if MAIL_SECURITY not in {"starttls", "ssl", "none"}:
    raise ImproperlyConfigured(f"MAIL_SECURITY must be starttls, ssl or none, not {MAIL_SECURITY!r}.")
EMAIL_USE_TLS = MAIL_SECURITY == "starttls"
EMAIL_USE_SSL = MAIL_SECURITY == "ssl"
EMAIL_PORT = env_int("MAIL_PORT", {"starttls": 587, "ssl": 465, "none": 25}[MAIL_SECURITY])
EMAIL_HOST_USER = env("MAIL_USER", "")
EMAIL_HOST_PASSWORD = env("MAIL_PASSWORD", "")
EMAIL_TIMEOUT = 15
# What the worker does besides, each line once for its minute, hour, day (7:00) or week (Monday, 7:00); see
# `notifications/schedule.py`.
TICKS = {
    "tidy": ("notifications.tidying.tidy", "hourly"),
    "exports": ("mzplatform.exporting.make_all", "minutely"),
    "exports_end": ("mzplatform.exporting.clear", "hourly"),
    "file_texts": ("content.file_texts.read_all", "minutely"),
    "erasures": ("mzplatform.erasure.erase_all", "hourly"),
    "mandates_end": ("moderation.mandates.warn_all", "daily"),
    "still_works": ("practices.adopting.ask_all", "daily"),
    "questions": ("forums.ladder.climb_all", "hourly"),
    "seats": ("trainings.ticking.settle_all", "minutely"),
    "certificates": ("trainings.certificates.issue_all", "minutely"),
    "reminders": ("trainings.ticking.remind_all", "hourly"),
    "needs_forgotten": ("trainings.ticking.forget_needs", "daily"),
    "quizzes": ("trainings.quiz_ticking.invite_all", "hourly"),
    "training_feedback": ("trainings.asking.ask_feedback", "hourly"),
    "training_applied": ("trainings.asking.ask_applied", "daily"),
    "meetings": ("networks.reminding.remind_all", "hourly"),
    "invitations_forgotten": ("networks.erasing.forget_invitations", "daily"),
    "conclusions_due": ("networks.ticking.remind_all", "daily"),
    "news": ("news.ticking.publish_all", "minutely"),
    "news_unpinned": ("news.ticking.unpin_all", "hourly"),
    "interests": ("mzplatform.announcing.tell_all", "minutely"),
    "daily_digest": ("notifications.digests.daily", "daily"),
    "search_words": ("search.vocabulary.count_all", "daily"),
    "weekly_digest": ("notifications.digests.weekly", "weekly"),
}
MAIL_ROOMS = {"training": "trainings.mail", "network_invitation": "networks.mail", "meeting": "networks.meeting_mail"}
DEFAULT_FROM_EMAIL = env("MAIL_FROM", "Mjesna zajednica <ne-odgovaraj@primjer.ba>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# -- headers ---------------------------------------------------------------------------------------------------------

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # to be preloaded is for the operator of the whole domain to decide
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(self)"
CSRF_FAILURE_VIEW = "mzplatform.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes of a form without files
UPLOAD_LIMIT = 12_500_000  # bytes of a form with files: one of 12 MB, and the words beside it
# These may set cookies, and nobody keeps them.
ACCOUNT_PATHS = ("prijava", "registracija", "nalog", "upravljanje", "moderacija", "prijava-sadrzaja")
SECURITY_CONTACT = env("SECURITY_CONTACT", "")  # mailto: or https:, for /.well-known/security.txt
if TRUSTED_PROXY_HOPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "upgrade-insecure-requests": HTTPS,
    }
}
CONTACT_EMAIL = env("CONTACT_EMAIL", "pomoc@primjer.ba")  # where readers write to

# -- log -------------------------------------------------------------------------------------------------------------

LOGGING = logs.configuration(as_json=not DEBUG)
