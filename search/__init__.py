"""From a question to provisions: query -> index -> ranking. Imports only corpus."""
