"""How a wall speaks and looks: pure."""

from enum import StrEnum, auto


class Speech(StrEnum):
    """The languages of a wall."""

    ENGLISH = "en"
    FRENCH = "fr"
    BOTH = "both"

    @property
    def languages(self) -> tuple[str, ...]:
        """Their codes, the first one first."""
        return ("en", "fr") if self is Speech.BOTH else (self.value,)


class Theme(StrEnum):
    """The colours of a wall."""

    DARK = auto()  # a projector in a dim room
    LIGHT = auto()
    DEVICE = auto()  # as the screen's own settings say
