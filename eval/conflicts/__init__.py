"""How well are differing provisions told from like ones? A benchmark made by script, and real pairs judged by reading."""
