"""What a WSGI server imports: `gunicorn wsgi:app`."""

from tracker import create_app

app = create_app()
