"""Questions to the database that several places ask; each returns rows or columns, none commits."""
