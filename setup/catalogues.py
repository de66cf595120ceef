"""Say which messages of the sources lack a sound translation.

Run as `python setup/catalogues.py messages.pot`, where the template is what `pybabel extract` has just
found. Each catalogue under tracker/translations must translate every message of it, for certain (not "fuzzy")
and with the same placeholders. Exits with 1 if one does not.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "tracker" / "translations"
REQUIRED = frozenset({"fr"})

# %(name)s, %(count)d: the only kind of placeholder that survives a change of word order.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")


def main(template_path: str) -> int:
    """Print every fault and return the exit code."""
    template = load(Path(template_path))
    paths = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
    found = {path.parent.parent.name for path in paths}
    faults = [f"{language}: there is no catalogue" for language in sorted(REQUIRED - found)]
    for path in paths:
        faults += [f"{path.relative_to(ROOT)}: {fault}" for fault in faults_of(load(path), template)]
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    sys.stdout.write(f"{len(template)} messages in {len(paths)} languages, {len(faults)} faults\n")
    return 1 if faults else 0


def load(path: Path) -> Catalog:
    """Read a catalogue or a template."""
    with path.open("rb") as file:
        return read_po(file, locale=None if path.suffix == ".pot" else path.parent.parent.name)


def faults_of(catalogue: Catalog, template: Catalog) -> Iterator[str]:
    """Yield a line for each message of the template that the catalogue does not translate well."""
    for wanted in template:
        if not wanted.id:
            continue
        message = catalogue.get(forms(wanted.id)[0], wanted.context)
        fault = "missing" if message is None else fault_of(wanted, message)
        if fault:
            yield f"{fault}: {forms(wanted.id)[0]!r}"


def fault_of(wanted: Message, message: Message) -> str | None:
    """Say what is wrong with one translation; None if nothing is."""
    translations = forms(message.string)
    if not all(translations):
        return "not translated"
    if message.fuzzy:
        return "fuzzy"
    if isinstance(message.string, str) != isinstance(wanted.id, str):
        return "singular and plural do not match"
    if any(placeholders(text) not in allowed(wanted) for text in translations):
        return "other placeholders"
    return None


def allowed(wanted: Message) -> list[frozenset[str]]:
    """Return the sets of placeholders that a translation may have: a singular may do without the number."""
    return [placeholders(text) for text in forms(wanted.id)]


def placeholders(text: str) -> frozenset[str]:
    """Return the placeholders of a text."""
    return frozenset(PLACEHOLDER.findall(text))


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the singular and the plurals of a message; an empty text if there is none."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
