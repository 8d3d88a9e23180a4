"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Findings:
    """Vietnamese lines that begin with the place: what is wrong, and what a program could not judge."""

    errors: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)

    def add(self, other: Findings, name: str) -> None:
        """Take over another's lines, each with the name of its document before it."""
        self.errors += [f"{name} {line}" for line in other.errors]
        self.unchecked += [f"{name} {line}" for line in other.unchecked]
