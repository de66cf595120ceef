"""People whose names are hard on a printer, one for each script, and the meeting that they come to."""

from uuid import UUID, uuid5

from tracker.badges import codes
from tracker.people.categories import DEFAULTS
from tracker.people.models import Category
from tracker.registration.badges.bearers import Band, Bearer, Occasion

KEY = b"k" * 32
# Given name, family name, name in its own script, its language.
NAMES = {
    "Latin": ("Nguyễn Thị Ánh", "Øster-Wiśniewska", "", ""),
    "Arabic": ("Amina", "El-Sayed", "أمينة السيد عبد الرحمن", "ar"),
    "Chinese": ("Wei", "Chen", "陈伟", "zh"),
    "Japanese": ("Haruka", "Satō", "佐藤 はるか", "ja"),
    "Korean": ("Min-jun", "Kim", "김민준", "ko"),
    "Cyrillic": ("Ольга", "Иванова-Петрова", "Ольга Ивановна", "ru"),
    "Greek": ("Ελένη", "Παπαδοπούλου", "", ""),
    "Thai": ("Somchai", "Jaidee", "สมชาย ใจดี", "th"),
    "Devanagari": ("Asha", "Krishnamurthy", "आशा कृष्णमूर्ति", "hi"),
    "Ethiopic": ("Abebe", "Bikila", "አበበ ቢቂላ", "am"),
    "Georgian": ("Nino", "Beridze", "ნინო ბერიძე", "ka"),
}


def occasion(logo: bytes | None = None) -> Occasion:
    return Occasion(
        title=("23rd CAP Group Meeting", "23e réunion du Groupe CAP"),
        days=("17–18 November 2026", "17–18 novembre 2026"),
        found="Found this badge? Please hand it in at the registration desk.",
        bands={code: Band((f"Category {code}",), rules.colour, rules.pattern) for code, rules in DEFAULTS.items()},
        logo=logo,
    )


def bearer(script: str, number: int = 1) -> Bearer:
    """Somebody with a name in that script."""
    given, family, native, language = NAMES[script]
    return named(given, family, number, native=native, language=language)


def named(given: str, family: str, number: int = 1, *, native: str = "", language: str = "") -> Bearer:
    badge_id = uuid5(UUID(int=23), f"{given} {family} {number}")
    return Bearer(
        registration_id=number,
        badge_id=badge_id,
        code=codes.derive(badge_id, KEY),
        given_name=given,
        family_name=family,
        native_name=native,
        native_language=language,
        category=tuple(Category)[number % len(Category)],
        delegation=("Côte d'Ivoire",),
        organization="Directorate General of Customs",
        offices=(("Chairperson",),) if number == 1 else (),
        sessions=("Tue 17 Nov, 09:30–12:30 · Opening", "Tue 17 Nov, 14:00–17:00 · Joint session"),
    )


def everybody() -> list[Bearer]:
    return [bearer(script, number) for number, script in enumerate(NAMES, 1)]
