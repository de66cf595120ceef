"""The process that sets one long document, and may die of it: a template's path in, a PDF or a picture out.

Called by `typesetting` with the main file, the folder of the fonts, "pdf" or "png", the time that a PDF bears in
seconds since 1970, and the processor time that it may take.
"""

import resource
import sys
from datetime import UTC, datetime
from pathlib import Path


def main() -> None:
    """Write the file to standard output."""
    source, fonts, kind, made_at, seconds = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import typst  # noqa: PLC0415 (only once the limits stand)

    made = typst.compile(
        Path(source),
        root=Path(source).parent,
        font_paths=[Path(fonts)],
        ignore_system_fonts=True,
        format="png" if kind == "png" else "pdf",
        ppi=216,  # of a picture
        pdf_tags=False,
        timestamp=datetime.fromtimestamp(int(made_at), UTC),
    )
    if not isinstance(made, bytes):  # a PDF is one file, and so is one page
        raise TypeError(type(made))
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
