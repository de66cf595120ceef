"""Say which messages of the sources lack a sound translation, each in the languages of those who read it.

    python setup/catalogues.py messages.pot                     print the faults, exit with 1 if there are any
    python setup/catalogues.py messages.pot --public public.pot write the template of what everybody may read

The template is what `pybabel extract` has just found. A catalogue must translate every message for certain (not
"fuzzy") and with the same placeholders: the catalogues of STAFF all of them, those of PUBLIC what stands in some
source that pyproject.toml does not leave to staff.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "tracker" / "translations"
STAFF = frozenset({"fr"})
PUBLIC = frozenset({"ar", "es", "pt", "ru", "zh"})

# %(name)s, %(count)d: the only kind of placeholder that survives a change of word order.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
NUMBERS = frozenset({"%(num)d", "%(num)s", "%(count)d", "%(count)s", "%(number)d", "%(number)s"})


def main(template_path: str, option: str = "", target: str = "") -> int:
    """Write the template for everybody, or print every fault; return the exit code."""
    template = load(Path(template_path))
    if option == "--public":
        with Path(target).open("wb") as file:
            write_po(file, public(template), width=76, include_lineno=False)
        return 0
    faults = list(all_faults(template))
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    languages = len(STAFF | PUBLIC)
    found = f"{len(template)} messages, {len(public(template))} of them for everybody"
    sys.stdout.write(f"{found}, in {languages} languages, {len(faults)} faults\n")
    if any("not translated" in fault for fault in faults):
        sys.stderr.write("`make messages` prepares the catalogues. Texts for staff alone: see [tool.tracker.texts].\n")
    return 1 if faults else 0


def all_faults(template: Catalog) -> Iterator[str]:
    """Yield a line for each thing that is wrong with a catalogue."""
    for language in sorted(STAFF | PUBLIC):
        path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
        if not path.exists():
            yield f"{language}: there is no catalogue"
            continue
        wanted = template if language in STAFF else public(template)
        for fault in faults_of(load(path), wanted):
            yield f"{path.relative_to(ROOT)}: {fault}"


def load(path: Path) -> Catalog:
    """Read a catalogue or a template."""
    with path.open("rb") as file:
        return read_po(file, locale=None if path.suffix == ".pot" else path.parent.parent.name)


def public(template: Catalog) -> Catalog:
    """Return the template of what everybody may read."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        patterns = tomllib.load(file)["tool"]["tracker"]["texts"]["staff"]
    made = Catalog(project=template.project, header_comment=template.header_comment, fuzzy=False)
    for message in template:
        if message.id and (sources := [one for one in message.locations if not _fits(one[0], patterns)]):
            made.add(message.id, locations=sources, context=message.context, auto_comments=message.auto_comments)
    return made


def _fits(source: str, patterns: list[str]) -> bool:
    return any(fnmatch(source, pattern) for pattern in patterns)


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
    found = [placeholders(text) for text in forms(wanted.id)]
    return found if len(found) == 1 else [*found, *(found[-1] - {one} for one in found[-1] if one in NUMBERS)]


def placeholders(text: str) -> frozenset[str]:
    """Return the placeholders of a text."""
    return frozenset(PLACEHOLDER.findall(text))


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the singular and the plurals of a message; an empty text if there is none."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
