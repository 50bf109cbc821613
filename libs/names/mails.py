"""Mail addresses."""


def parse_mail(text: str) -> str | None:
    """The address in the form to store and compare, or None if it is none; nobody is asked over the network.

    `Li Ming <li@example.com>` and `mailto:` are understood. The whole address becomes small letters: the
    part before the @ could tell capitals apart by the standard, and no provider does.
    """
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(
            text.strip().removeprefix("mailto:"), check_deliverability=False, allow_display_name=True
        )
    except EmailNotValidError:
        return None
    return found.normalized.lower()
