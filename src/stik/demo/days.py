"""The days on which something changed in the simulated company."""

from datetime import date

BREAK_DATE = date(2025, 9, 15)
REPAIR_DATE = date(2025, 11, 24)
INVOICE_DATE = date(2026, 1, 5)
GREETING_DATE = date(2025, 10, 1)
