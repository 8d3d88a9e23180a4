"""Breaking a run of paragraphs over slides: as few slides as will do, and those evenly filled."""

from __future__ import annotations

from collections.abc import Callable

#: Room left over on a slide counts by its square, so that no slide is left with a single line; this weighs a slide more against it.
_ANOTHER = 10_000.0


def pages(count: int, used: Callable[[int, int], float | None], most: float) -> list[tuple[int, int]]:
    """Where to break: (first, after the last) of every page.

    ``used(i, j)``: how much of a page the paragraphs from i to before j fill, None where they may not stand on one page. A single
    paragraph always gets its page, whatever it fills.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, count + 1):
        found: list[tuple[float, int]] = []
        for start in range(end - 1, -1, -1):
            filled = used(start, end)
            if (filled is None or filled > most) and end - start > 1:
                continue
            left = max(0.0, most - (most if filled is None else filled))
            found.append((best[start][0] + _ANOTHER + left**2, start))
        best.append(min(found))
    breaks: list[tuple[int, int]] = []
    end = count
    while end:
        start = best[end][1]
        breaks.append((start, end))
        end = start
    return breaks[::-1]
