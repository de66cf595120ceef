"""What a mail program finds in the bytes that leave."""

from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.outbox.composing import Unwritable, compose
from tracker.outbox.letters import Attachment, Letter, Picture

pytestmark = pytest.mark.pure

PNG = bytes.fromhex("89504e470d0a1a0a") + bytes(range(256))
ICS = "BEGIN:VCALENDAR\r\nSUMMARY:Réunion – اجتماع\r\nEND:VCALENDAR\r\n".encode()
ARABIC = "تأكيد التسجيل في الاجتماع المشترك الثامن عشر للجنة الخبراء المعنية بالمناخ والتنوع البيولوجي"
CHINESE = "会议登记确认通知" * 12

one_line = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=150)
words = st.sampled_from(
    [*ARABIC.split(), "Bestätigung", "der", "Anmeldung", "–", "Session", "conjointe", CHINESE[:20], "登记"]
)
subjects = (one_line | st.lists(words, max_size=60).map(" ".join)).map(lambda text: " ".join(text.split()))


def written(
    letter: Letter, recipient: str = "amina@ministry.example", sender: str = "Meetings <m@t.example>"
) -> EmailMessage:
    return compose(
        letter,
        sender=sender,
        recipient=recipient,
        message_id="<0b5d6c1e-8a53-4f0e-9d7a-2f6f6f1c0a01@registration.meetings.secretariat.example>",
        date=datetime(2026, 11, 17, 8, 55, tzinfo=UTC),
    )


def read(mail: EmailMessage) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(bytes(mail))


def letter(subject: str = "Approved") -> Letter:
    return Letter(subject, "Dear Zoë\n", "<p>Dear Zoë</p>")


def test_the_headers_say_who_when_and_that_no_person_wrote_it() -> None:
    mail = read(written(letter()))
    told = ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted")
    assert [str(mail[name]) for name in told] == [
        "Meetings <m@t.example>",
        "amina@ministry.example",
        "Approved",
        "Tue, 17 Nov 2026 08:55:00 +0000",
        "<0b5d6c1e-8a53-4f0e-9d7a-2f6f6f1c0a01@registration.meetings.secretariat.example>",
        "auto-generated",
    ]


def test_a_reader_sees_the_html_and_may_see_the_text() -> None:
    mail = read(written(letter()))
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content() for part in mail.iter_parts()] == ["Dear Zoë\r\n", "<p>Dear Zoë</p>\r\n"]


def test_a_picture_lies_within_the_html_and_a_calendar_beside_it() -> None:
    pictures = (Picture("code", PNG),)
    attachments = (Attachment("réunion.ics", "text/calendar; method=PUBLISH", ICS),)
    mail = read(written(Letter("Approved", "Text\n", '<img src="cid:code">', pictures, attachments)))
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "text/calendar",
    ]
    [picture] = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<code>", "inline")
    assert picture.get_content() == PNG
    [calendar] = mail.iter_attachments()
    assert calendar["Content-Type"].params == {"charset": "utf-8", "method": "PUBLISH"}
    assert (calendar.get_filename(), calendar.get_payload(decode=True)) == ("réunion.ics", ICS)


@pytest.mark.parametrize("subject", [ARABIC, CHINESE, f"Bestätigung – {ARABIC} – {CHINESE}", "a" * 200])
def test_a_subject_arrives_as_it_was_written(subject: str) -> None:
    assert read(written(letter(subject)))["Subject"] == subject


@given(subjects.filter(lambda text: "=?" not in text))
def test_any_subject_arrives_as_it_was_written(subject: str) -> None:
    assert read(written(letter(subject)))["Subject"] == subject


def test_the_bytes_are_seven_bits_in_lines_that_every_server_takes() -> None:
    content = bytes(written(Letter(ARABIC, CHINESE * 50, f"<p>{ARABIC * 50}</p>")))
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998  # RFC 5322, 2.1.1


def test_a_sender_may_have_a_name_in_any_script() -> None:
    [sender] = read(written(letter(), sender='"اجتماعات، الأمانة" <m@t.example>'))["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("اجتماعات، الأمانة", "m@t.example")


def test_an_international_domain_is_written_as_servers_know_it() -> None:
    assert read(written(letter(), "anna@münchen.example"))["To"] == "anna@xn--mnchen-3ya.example"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"])
@pytest.mark.parametrize("place", ["subject", "recipient", "sender", "file", "mime", "picture"])
def test_no_header_breaks_out_of_its_line(end: str, place: str) -> None:
    breaks_out = {place: f"{end}Bcc: mallory@elsewhere.example"}
    with pytest.raises(Unwritable):
        written(
            Letter(
                "Approved" + breaks_out.get("subject", ""),
                "Text\n",
                "<p>Text</p>",
                (Picture("code" + breaks_out.get("picture", ""), PNG),),
                (Attachment("a.ics" + breaks_out.get("file", ""), "text/calendar" + breaks_out.get("mime", ""), ICS),),
            ),
            "amina@ministry.example" + breaks_out.get("recipient", ""),
            "Meetings <m@t.example>" + breaks_out.get("sender", ""),
        )


def test_a_line_end_disguised_as_an_encoded_word_stays_in_its_line() -> None:
    mail = read(written(letter("Dear =?utf-8?q?Amina=0D=0ABcc=3A_mallory=40elsewhere.example?=")))
    assert mail["Subject"] == "Dear = ?utf-8?q?Amina=0D=0ABcc=3A_mallory=40elsewhere.example?="
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "amina@ministry.example, mallory@elsewhere.example",
        "everybody: amina@ministry.example, bo@ministry.example;",
        "=?utf-8?q?amina=0D=0ABcc=3A_mallory?=@ministry.example",
        "amina@" + "ü" * 70 + ".example",
    ],
)
def test_a_mail_goes_to_one_proper_address(recipient: str) -> None:
    with pytest.raises(Unwritable):
        written(letter(), recipient)
