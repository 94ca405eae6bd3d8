"""Rows as bytes, part by part: CSV for spreadsheets, JSON lines and Parquet as is."""
