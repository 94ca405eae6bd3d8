"""Single customers: what is held of each, and their erasure."""
