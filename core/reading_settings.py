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
from core.i18n.operators import text
from core.settings import Settings, told

ENV_FILE = Path(".env")
LOOKING_AROUND = frozenset(
    {"AINORI_HOST", "AINORI_PORT", "AINORI_LANG", "AINORI_TIMEZONE"}
)
"""All that matters to a first look, which touches no messenger."""


_Problem = tuple[str, str]
"""The name of a setting, '' for the file itself, and what is said about it."""


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
    problems: list[_Problem] = []
    if env_file is not None:
        if trouble := unreadable(env_file):
            problems.append(("", trouble))
            env_file = None
        else:
            problems.extend(("", odd) for odd in odd_lines(env_file))
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as wrong:
        problems.extend(_sentences(wrong))
        # What is left is checked all the same, so that one look is enough.
        broken = {str(error["loc"][0]) for error in wrong.errors()}
        settings = _without(env_file, broken)
    settings = settings.model_copy(update=given)
    problems.extend(_between(settings))
    told_of = [said for name, said in problems if about is None or name in about]
    if told_of:
        raise Misconfigured(tuple(told_of))
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


def _sentences(wrong: ValidationError) -> Iterator[_Problem]:
    for error in wrong.errors(include_url=False):
        name = str(error["loc"][0])
        says = _should(error["type"], error.get("ctx", {})) or error["msg"]
        yield name, text("config.wrong", name=name, says=says)


def _should(kind: str, limits: Mapping[str, Any]) -> str:
    """Word what a value should be; '' for a kind of error without words of ours."""
    match kind:
        case "value_error":
            return str(limits["error"])
        case "int_parsing":
            return text("config.whole")
        case "greater_than_equal":
            return text("config.at_least", least=str(limits["ge"]))
        case "less_than_equal":
            return text("config.at_most", most=str(limits["le"]))
        case "literal_error":
            first, _, last = limits["expected"].rpartition(" or ")
            return text("config.either", first=first, last=last)
        case _:
            return ""


def _between(settings: Settings) -> Iterator[_Problem]:
    """Name what is missing beside something else."""
    if settings.line_on and not told(settings.line_channel_access_token):
        yield "LINE_CHANNEL_ACCESS_TOKEN", text("config.line_token")
    if told(settings.line_channel_access_token) and not settings.line_on:
        yield "LINE_CHANNEL_SECRET", text("config.line_secret")
    if settings.telegram_on and settings.telegram_mode == "webhook":
        if not told(settings.telegram_webhook_secret):
            yield "TELEGRAM_WEBHOOK_SECRET", text("config.telegram_secret")
        if not settings.secure:
            yield "AINORI_BASE_URL", text("config.telegram_address")
    reached = told(settings.openai_api_key) or settings.openai_base_url
    if settings.openai_model and not reached:
        yield "OPENAI_API_KEY", text("config.openai_key")
