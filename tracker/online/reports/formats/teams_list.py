"""Microsoft Teams, the list of 2020 and 2021: who did what when, one action a row."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tracker.online.reports.headings import columns_of, says_utc, words
from tracker.online.reports.lines import Line
from tracker.online.reports.report import Entry, Report

LABEL = "Microsoft Teams: list of 2020"
_COLUMNS = {
    "name": words("Full Name", "Nom complet", "Vollständiger Name", "Nombre completo", "Nome completo"),
    "action": words(
        "User Action", "Action de l’utilisateur", "Action utilisateur", "Benutzeraktion", "Acción del usuario",
        "Ação do usuário",
    ),
    "at": words("Timestamp", "Horodatage", "Zeitstempel", "Marca de tiempo", "Carimbo de data/hora"),
}  # fmt: skip
_LEFT = words(
    "Left", "A quitté", "A quitté la réunion", "Sorti", "Verlassen", "Hat verlassen", "Se fue", "Abandonó", "Saiu"
)


def read(lines: Sequence[Line]) -> Report | None:
    """Each coming with the going that follows it."""
    at = columns_of(lines[0], _COLUMNS, tuple(_COLUMNS)) if lines else None
    if at is None:
        return None
    by_name: dict[str, list[Line]] = defaultdict(list)
    for line in lines[1:]:
        by_name[line.cell(at["name"])].append(line)
    entries = [entry for name, actions in by_name.items() for entry in _stays(name, actions, at["action"], at["at"])]
    entries.sort(key=lambda entry: entry.line)
    return Report("teams_list", tuple(entries), is_utc=says_utc(lines[0]))


def _stays(name: str, actions: Sequence[Line], action: int, at: int) -> Iterator[Entry]:
    since: Line | None = None
    for line in actions:
        if words(line.cell(action)) & _LEFT:
            yield Entry((since or line).number, name, joined=since.cell(at) if since else "", left=line.cell(at))
            since = None
        else:
            since = since or line
    if since:
        yield Entry(since.number, name, joined=since.cell(at))
