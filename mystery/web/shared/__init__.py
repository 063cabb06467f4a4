"""What every audience of the web needs: sessions, guards, look-ups, languages, errors, static files."""
