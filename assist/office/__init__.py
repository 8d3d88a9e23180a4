"""Office files: what Word files and spreadsheets of every kind share, in the layout of Vietnamese administrative documents."""
