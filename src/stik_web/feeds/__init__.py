"""Feeds: files that arrive by themselves, in a folder or by upload, and their loads."""
