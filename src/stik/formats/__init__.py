"""Files of the world as rows of text: CSV, XLSX, Parquet, JSON lines."""
