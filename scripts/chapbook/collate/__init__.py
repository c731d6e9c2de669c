"""collate: finished editions are read again and compared with one another."""
