"""Where a WSGI server such as granian takes hold of the product."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stik_web.settings")

application = get_wsgi_application()
