"""Consistent or random: control charts, and the signals on them."""
