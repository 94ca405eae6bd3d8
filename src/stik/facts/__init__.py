"""What is stored: the schema of each table, appended exactly once."""
