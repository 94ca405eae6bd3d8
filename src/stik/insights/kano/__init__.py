"""Kano: what customers take for granted, what they want, and what delights them."""
