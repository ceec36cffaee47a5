"""Reads the settings, and says what is wrong with them, everything at once.

Nothing else in the project reads the environment.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import AliasChoices, ValidationError
from pydantic.fields import FieldInfo

from core.env_file import odd_lines, strangers, unreadable
from core.errors import AinoriError
from core.settings import Settings, told

ENV_FILE = Path(".env")
LOOKING_AROUND = frozenset(
    {"AINORI_HOST", "AINORI_PORT", "AINORI_LANG", "AINORI_TIMEZONE"}
)
"""All that matters to a first look, which touches no messenger."""

_REMEDIES = {
    "int_parsing": "should be a whole number",
    "greater_than_equal": "should be at least {ge}",
    "less_than_equal": "should be at most {le}",
    "literal_error": "should be {expected}",
}


class Misconfigured(AinoriError):
    """Settings that cannot work; `problems` names each and its remedy."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_settings(
    env_file: Path | None = ENV_FILE,
    *,
    given: Mapping[str, Any] | None = None,
    about: Collection[str] | None = None,
) -> Settings:
    """Read the environment and `.env`.

    Args:
        env_file: Where the file is; None to read the environment alone.
        given: Values by field name that go before both.
        about: Names to complain about; others that are wrong are as if not set.

    Raises:
        Misconfigured: With everything that is wrong, not only the first.
    """
    problems: list[str] = []
    if env_file is not None:
        if trouble := unreadable(env_file):
            problems.append(trouble)
            env_file = None
        else:
            problems.extend(odd_lines(env_file))
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as wrong:
        problems.extend(_sentences(wrong))
        # What is left is checked all the same, so that one look is enough.
        broken = {str(error["loc"][0]) for error in wrong.errors()}
        settings = _without(env_file, broken)
    settings = settings.model_copy(update=given)
    problems.extend(_between(settings))
    if about is not None:
        problems = [one for one in problems if one.split()[0] in about]
    if problems:
        raise Misconfigured(tuple(problems))
    return settings


def unknown_names(env_file: Path = ENV_FILE) -> Iterator[tuple[str, str]]:
    """Yield each name in the file that no setting has, and the nearest that one has.

    '' stands for none near. Other programs' names are not told.
    """
    return strangers(env_file, names())


def names() -> tuple[str, ...]:
    """Return the name of every environment variable that is read."""
    return tuple(
        name for field in Settings.model_fields.values() for name in names_of(field)
    )


def names_of(field: FieldInfo) -> list[str]:
    """Return the environment variables of a field, the preferred one first."""
    alias = field.validation_alias
    if not isinstance(alias, AliasChoices):
        raise TypeError(f"{field!r} names no environment variable")
    return [str(choice) for choice in alias.choices]


def _without(env_file: Path | None, broken: set[str]) -> Settings:
    """Read everything but what is broken, which keeps its default."""
    fields = [
        field
        for field in Settings.model_fields.values()
        if broken.intersection(names_of(field))
    ]
    given = {names_of(field)[0]: field.default for field in fields}
    return Settings(_env_file=env_file, **given)


def _sentences(wrong: ValidationError) -> Iterator[str]:
    for error in wrong.errors(include_url=False):
        name = str(error["loc"][0])
        limits: Mapping[str, Any] = error.get("ctx", {})
        if error["type"] == "value_error":
            said = str(limits["error"])
        else:
            said = _REMEDIES.get(error["type"], error["msg"]).format_map(limits)
        yield f"{name} {said}."


def _between(settings: Settings) -> Iterator[str]:
    """Name what is missing beside something else."""
    if settings.line_on and not told(settings.line_channel_access_token):
        yield (
            "LINE_CHANNEL_ACCESS_TOKEN is missing: LINE is on, but could not answer. "
            "The LINE Developers console issues one, under Messaging API."
        )
    if told(settings.line_channel_access_token) and not settings.line_on:
        yield (
            "LINE_CHANNEL_SECRET is missing: nothing from LINE could be trusted. "
            "The LINE Developers console shows it, under Basic settings."
        )
    if settings.telegram_on and settings.telegram_mode == "webhook":
        if not told(settings.telegram_webhook_secret):
            yield (
                "TELEGRAM_WEBHOOK_SECRET is missing: in webhook mode it shows that "
                "messages come from Telegram. Any 32 letters and digits will do."
            )
        if not settings.secure:
            yield (
                "AINORI_BASE_URL should be the public https address: Telegram's "
                "webhook needs it. Or set TELEGRAM_MODE=polling."
            )
    reached = told(settings.openai_api_key) or settings.openai_base_url
    if settings.openai_model and not reached:
        yield (
            "OPENAI_API_KEY is missing beside OPENAI_MODEL. For a server of your own "
            "that wants no key, set OPENAI_BASE_URL to where it is."
        )
