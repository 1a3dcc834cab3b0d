"""Three kinds of errors under one root: what the user gave us, how it is configured, our bug.

The message of the first two is shown to staff as it stands, so it is Chinese and says two things:
what happened, and what to do about it.
"""


class NianbaoError(Exception):
    """Root of every error raised on purpose by this package."""


class InputError(NianbaoError):
    """What the user gave us cannot be used."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what}{advice}")
        self.what = what
        self.advice = advice


class ConfigurationError(NianbaoError):
    """A setting, a missing program or a missing extra stands in the way."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what}{advice}")
        self.what = what
        self.advice = advice


class InternalError(NianbaoError):
    """A bug of ours, never the user's doing."""
