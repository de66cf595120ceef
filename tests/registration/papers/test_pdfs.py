"""Which files are taken as papers."""

import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registration.papers.files import packed, pdf, stream
from tracker.registration.papers.file_names import LONGEST, cleaned
from tracker.registration.papers.pdfs import LARGEST, Flaw, flaw

pytestmark = pytest.mark.pure


def test_an_ordinary_letter_is_taken() -> None:
    assert flaw(pdf()) is None
    assert flaw(pdf(packed(b"10 0 << /Type /Font /BaseFont /JSans >>"))) is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", Flaw.EMPTY),
        (b"\x00" * 400, Flaw.NO_PDF),
        (b"<!doctype html><script>alert(1)</script>", Flaw.NO_PDF),
        (b"<!doctype html>" + pdf(), Flaw.NO_PDF),
        (b"PK\x03\x04 %PDF-1.7 %%EOF", Flaw.NO_PDF),
        (pdf()[:-7], Flaw.CUT_SHORT),
        (pdf() + b"\x00" * 2000, Flaw.CUT_SHORT),
        (pdf(stream(b" " * LARGEST)), Flaw.TOO_LARGE),
        (pdf(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"), Flaw.SCRIPTS),
        (pdf(b"<</S/Rendition/JS(x)>>"), Flaw.SCRIPTS),
        (pdf(b"<</S/J#61vaScript/J#53 (x)>>"), Flaw.SCRIPTS),
        (pdf(packed(b"10 0 << /OpenAction << /S /JavaScript /JS (x) >> >>")), Flaw.SCRIPTS),
        (pdf(b"<< /S /Launch /F (cmd.exe) >>"), Flaw.PROGRAMS),
        (pdf(b"<< /Names << /EmbeddedFiles 9 0 R >> >>"), Flaw.FILES),
        (pdf(stream(b"MZ", b"/Type /EmbeddedFile")), Flaw.FILES),
        (pdf(stream(b"9 0 obj << /S /Launch >> endobj")), Flaw.PROGRAMS),  # an object that hides in a stream
        (pdf(b"<< /Filter /Standard >> trailer << /Encrypt 5 0 R >>"), Flaw.LOCKED),
        (pdf(stream(b"no deflate", b"/Type /ObjStm /Filter /FlateDecode")), Flaw.UNREADABLE),
        (pdf(stream(b"x", b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]")), Flaw.UNREADABLE),
        (pdf(packed(b" " * 40_000_000)), Flaw.UNREADABLE),  # 40 MB in 40 kB
    ],
    ids=lambda value: value.value if isinstance(value, Flaw) else "",
)
def test_what_is_no_harmless_pdf_is_refused(content: bytes, expected: Flaw) -> None:
    assert flaw(content) is expected


def test_letters_that_only_look_like_names_are_left_alone() -> None:
    picture = stream(zlib.compress(b"x") + b" /JS ", b"/Subtype /Image /Filter /FlateDecode")
    assert flaw(pdf(picture, b"<< /Title (/JSmith) /T /JavaScriptless /L /Launched >>")) is None


@pytest.mark.parametrize(
    "pattern", [b"stream\n", b"/Filter ", b"endstream", b"#41", b" obj ", b"/Filter[/FlateDecode "]
)
def test_no_pattern_of_bytes_takes_long_to_judge(pattern: bytes) -> None:
    content = b"%PDF-1.7 /ObjStm " + pattern * (4_000_000 // len(pattern)) + b"%%EOF"
    began = time.process_time()
    flaw(content)
    assert time.process_time() - began < 5


@given(st.binary(max_size=300))
def test_any_bytes_are_judged(content: bytes) -> None:
    assert flaw(b"%PDF-1.4 " + content + b" %%EOF") in {None, *Flaw}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nomination.pdf", "Nomination.pdf"),
        ("../../../etc/cron.d/job.pdf", "job.pdf"),
        (r"C:\Users\Mona\Note verbale.PDF", "Note verbale.pdf"),
        ("ترشيح.pdf", "ترشيح.pdf"),
        ("letter.pdf\x00.exe", "letter.pdf .exe.pdf"),
        ("letter\u202efdp.exe", "letter fdp.exe.pdf"),
        ('a\r\nSet-Cookie: x="1".pdf', "a Set-Cookie x= 1.pdf"),
        ("", "paper.pdf"),
        ("....pdf", "paper.pdf"),
    ],
)
def test_names_of_files_are_made_harmless(name: str, expected: str) -> None:
    assert cleaned(name) == expected


@given(st.text())
def test_every_name_can_be_saved(name: str) -> None:
    made = cleaned(name)
    assert made.endswith(".pdf")
    assert len(made) <= LONGEST
    assert not set(made) & set('/\\:*?"<>|\r\n\x00')
    assert cleaned(made) == made
