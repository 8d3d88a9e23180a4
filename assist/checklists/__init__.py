"""Friendly-procedure checklists: a case in, what the law demands of it out, with clock times, and what its record shows."""
