"""Every setting of the product: which there are, what they may be, where they stand."""

from stik_web.configuration.listed import Configuration
from stik_web.configuration.reading import configured

__all__ = ["Configuration", "configured"]
