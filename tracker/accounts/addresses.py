"""E-mail addresses, by which accounts are known."""

from email_validator import EmailNotValidError, validate_email


def normal(address: str | None) -> str:
    """The address as accounts keep it: no blanks around it, lower-case."""
    return (address or "").strip().lower()


def is_address(text: str) -> bool:
    """Whether mail can be addressed so; nobody is asked whether it arrives."""
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True
