"""What an operator sets, by environment variable or in a `.env` file.

Owns the names and what they mean. How they are read, and what is said when they are
wrong, is in `core.reading_settings`.
"""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.env_file import ENCODING
from core.i18n.operators import text

_SQLITE = "sqlite:///"
_DATABASES = (_SQLITE, "postgresql://", "postgresql+", "postgres://")
_WEB = re.compile("https?://[^/?#]", re.IGNORECASE)
_THREE = 3
_NAMES_NEAR = (".localhost", ".local", ".internal", ".home.arpa")


def _named(*names: str, says: str, **limits: Any) -> Any:
    """Return a field read from these environment variables."""
    return Field(validation_alias=AliasChoices(*names), description=says, **limits)


class Settings(BaseSettings):
    """Everything an operator may set; see docs/operations.md."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_file_encoding=ENCODING,
        # An empty line in `.env` means "not set", as people write it.
        env_ignore_empty=True,
        # What was typed may be a secret in the wrong place.
        hide_input_in_errors=True,
    )

    database_url: Annotated[
        SecretStr,
        _named(
            "AINORI_DATABASE_URL",
            "DATABASE_URL",
            says="Where everything is kept: `sqlite:///file.db` or `postgresql://…`.",
        ),
    ] = SecretStr("sqlite:///ainori.db")
    base_url: Annotated[
        str,
        _named(
            "AINORI_BASE_URL",
            says="The public https address of this service; messengers need it.",
        ),
    ] = ""
    host: Annotated[
        str, _named("AINORI_HOST", says="The address to listen on.", min_length=1)
    ] = "127.0.0.1"
    port: Annotated[
        int, _named("AINORI_PORT", says="The port to listen on.", ge=0, le=65535)
    ] = 8765
    lang: Annotated[
        Literal["ja", "en"],
        _named("AINORI_LANG", says="The language of people who have not chosen one."),
    ] = "ja"
    timezone: Annotated[
        str,
        _named("AINORI_TIMEZONE", says="The time zone of days, and of quiet evenings."),
    ] = "Asia/Tokyo"

    help_lines_ja: Annotated[
        str,
        _named(
            "AINORI_HELP_LINES_JA",
            says="Where to turn in danger, told after SOS in Japanese, instead of the "
            "usual numbers of Japan.",
        ),
    ] = ""
    help_lines_en: Annotated[
        str,
        _named(
            "AINORI_HELP_LINES_EN",
            says="The same in English, instead of the usual advice.",
        ),
    ] = ""

    line_channel_secret: Annotated[
        SecretStr,
        _named(
            "LINE_CHANNEL_SECRET",
            says="Checks that webhooks come from LINE, and switches LINE on. "
            "Two with a comma between them while one is being changed.",
        ),
    ] = SecretStr("")
    line_channel_access_token: Annotated[
        SecretStr,
        _named("LINE_CHANNEL_ACCESS_TOKEN", says="Lets Ainori write on LINE."),
    ] = SecretStr("")
    line_api_base: Annotated[
        str, _named("LINE_API_BASE", says="Where LINE's API is.")
    ] = "https://api.line.me"
    line_data_api_base: Annotated[
        str, _named("LINE_DATA_API_BASE", says="Where LINE's API for files is.")
    ] = "https://api-data.line.me"
    line_monthly_quota: Annotated[
        int | None,
        _named(
            "LINE_MONTHLY_QUOTA",
            says="Most pushed messages a month, where that should be fewer than the "
            "plan's.",
            ge=0,
        ),
    ] = None

    telegram_bot_token: Annotated[
        SecretStr,
        _named(
            "TELEGRAM_BOT_TOKEN",
            says="Lets Ainori speak on Telegram, and switches Telegram on.",
        ),
    ] = SecretStr("")
    telegram_api_base: Annotated[
        str, _named("TELEGRAM_API_BASE", says="Where Telegram's Bot API is.")
    ] = "https://api.telegram.org"
    telegram_mode: Annotated[
        Literal["polling", "webhook"],
        _named(
            "TELEGRAM_MODE",
            says="How messages come in from Telegram: `polling` asks for them and "
            "needs no public address; `webhook` lets Telegram call AINORI_BASE_URL.",
        ),
    ] = "polling"
    telegram_webhook_secret: Annotated[
        SecretStr,
        _named(
            "TELEGRAM_WEBHOOK_SECRET",
            says="Checks that webhooks come from Telegram: a word of your own, "
            "1 to 256 of A-Z a-z 0-9 _ -.",
        ),
    ] = SecretStr("")
    telegram_allowed_updates: Annotated[
        str,
        _named(
            "TELEGRAM_ALLOWED_UPDATES",
            says="Kinds of updates to ask Telegram for, commas between them; "
            "without it, those Ainori understands.",
        ),
    ] = ""

    openai_api_key: Annotated[
        SecretStr,
        _named(
            "OPENAI_API_KEY",
            says="Opens the API of the text model; not needed where "
            "`OPENAI_BASE_URL` leads to a server that asks for none.",
        ),
    ] = SecretStr("")
    openai_base_url: Annotated[
        str,
        _named(
            "OPENAI_BASE_URL",
            says="Where the API of the text model is, such as "
            "`http://127.0.0.1:11434/v1`; without it, OpenAI. See docs/models.md.",
        ),
    ] = ""
    openai_model: Annotated[
        str,
        _named(
            "OPENAI_MODEL",
            says="Which text model drafts for members who agree; it is on when this "
            "and a key or an address are set.",
        ),
    ] = ""
    model: Annotated[
        Literal["on", "off"],
        _named(
            "AINORI_MODEL",
            says="`off` leaves the text model alone, from the next start on.",
        ),
    ] = "on"
    model_name: Annotated[
        str,
        _named(
            "AINORI_MODEL_NAME",
            says="What members are told the text model is called, such as the "
            "company's name; without it, the host of its address.",
        ),
    ] = ""
    model_deadline_s: Annotated[
        int,
        _named(
            "AINORI_MODEL_DEADLINE_S",
            says="Longest wait for a draft, in seconds.",
            ge=1,
            le=40,
        ),
    ] = 15
    model_calls: Annotated[
        str,
        _named(
            "AINORI_MODEL_CALLS",
            says="Most calls in 24 hours: of one member, for one community, of all.",
        ),
    ] = "30, 300, 1000"
    model_tokens: Annotated[
        str,
        _named("AINORI_MODEL_TOKENS", says="The same for tokens, in and out."),
    ] = "60000, 400000, 1000000"
    prompts: Annotated[
        str,
        _named(
            "AINORI_PROMPTS",
            says="A folder with prompts of your own, which are used instead of ours.",
        ),
    ] = ""
    openai_embedding_model: Annotated[
        str,
        _named(
            "OPENAI_EMBEDDING_MODEL",
            says="Which model at the same address reads roads of members who agree, "
            "beside the one that is built in; needs `OPENAI_MODEL`, by whose name "
            "they are asked, or `AINORI_EMBEDDING_URL`.",
        ),
    ] = ""
    embedding_url: Annotated[
        str,
        _named(
            "AINORI_EMBEDDING_URL",
            says="Where a server of your own makes these vectors, on this machine or "
            "in your own network, such as `http://127.0.0.1:8010/v1`. No word leaves, "
            "so it reads everybody and nobody is asked. See docs/models.md.",
        ),
    ] = ""

    @field_validator(
        "base_url",
        "line_api_base",
        "line_data_api_base",
        "telegram_api_base",
        "openai_base_url",
        "embedding_url",
    )
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not (_WEB.match(value) and _is_readable(value)):
            raise ValueError(text("config.address"))
        return value.rstrip("/")

    @field_validator(
        "line_channel_secret",
        "line_channel_access_token",
        "telegram_bot_token",
        "openai_api_key",
    )
    @classmethod
    def _copied(cls, value: SecretStr) -> SecretStr:
        words = [part.strip() for part in told(value).split(",")]
        if not all(re.fullmatch(r"[!-~]*", word) for word in words):
            raise ValueError(text("config.copied"))
        return SecretStr(",".join(words))

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", told(value)):
            raise ValueError(text("config.webhook_secret"))
        return value

    @field_validator("embedding_url")
    @classmethod
    def _of_our_own(cls, value: str) -> str:
        if value and not _is_near(urlsplit(value).hostname or ""):
            raise ValueError(text("config.near"))
        return value

    @field_validator("model_calls", "model_tokens")
    @classmethod
    def _three(cls, value: str) -> str:
        parts = [part.strip() for part in value.split(",")]
        if len(parts) != _THREE or not all(part.isdecimal() for part in parts):
            raise ValueError(text("config.three", usual=cls._usual()))
        return ", ".join(parts)

    @classmethod
    def _usual(cls) -> str:
        return str(cls.model_fields["model_calls"].default)

    @field_validator("prompts")
    @classmethod
    def _folder(cls, value: str) -> str:
        if value and not Path(value).is_dir():
            raise ValueError(text("config.folder"))
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        url = told(value)
        file = url.removeprefix(_SQLITE)
        if (
            not _is_readable(url)
            or not url.startswith(_DATABASES)
            # Without a file all would be gone at the end; options are not read.
            or (url.startswith(_SQLITE) and (file in {"", ":memory:"} or "?" in file))
        ):
            raise ValueError(text("config.database"))
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, OSError, ValueError):
            # Without "from": the cause would only repeat what was typed.
            raise ValueError(text("config.zone")) from None
        return value

    @property
    def line_on(self) -> bool:
        """Whether LINE is switched on."""
        return bool(told(self.line_channel_secret))

    @property
    def telegram_on(self) -> bool:
        """Whether Telegram is switched on."""
        return bool(told(self.telegram_bot_token))

    @property
    def model_on(self) -> bool:
        """Whether a text model is set up and not switched off."""
        reached = bool(told(self.openai_api_key) or self.openai_base_url)
        return self.model == "on" and bool(self.openai_model) and reached

    @property
    def secure(self) -> bool:
        """Whether people come here by https."""
        return self.base_url.startswith("https://")

    def reached_at(self, address: str) -> Self:
        """Return the same settings with the address people use on this machine."""
        return self.model_copy(update={"base_url": address.rstrip("/")})

    def at(self, database_url: str) -> Self:
        """Return the same settings with another database."""
        return self.model_copy(update={"database_url": SecretStr(database_url)})

    def secrets(self) -> tuple[str, ...]:
        """Return every secret that is set; for the log, to keep them out of it."""
        found: list[str] = []
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, SecretStr) and name != "database_url":
                found.extend(part.strip() for part in told(value).split(","))
        found.extend(passwords(told(self.database_url)))
        return tuple(one for one in found if one)


def told(value: SecretStr) -> str:
    """Return what a secret hides."""
    return value.get_secret_value()


def _is_readable(url: str) -> bool:
    """Tell whether an address can be taken apart, its port included."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _is_near(host: str) -> bool:
    """Tell whether a host can only be this machine or one of the same network."""
    try:
        return ip_address(host).is_private
    except ValueError:
        # Names that no public directory gives to anybody, and those of containers.
        return "." not in host or host.endswith(_NAMES_NEAR)


def passwords(url: str) -> tuple[str, ...]:
    """Return the password in a URL, as written and as meant."""
    try:
        password = urlsplit(url).password or ""
    except ValueError:
        return ()
    return (password, unquote(password))
