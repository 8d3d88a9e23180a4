"""Provisions that may conflict: found, typed, explained and set side by side for people to judge. The tool never judges."""
