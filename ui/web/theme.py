"""Colours, type and the page's own script: system fonts only, nothing fetched from anywhere."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import gradio as gr

_HERE = Path(__file__).parent
_SANS = ("Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "Arial", "system-ui", "sans-serif")
_MONO = ("ui-monospace", "Consolas", "DejaVu Sans Mono", "monospace")


def theme() -> gr.themes.Base:
    """Gradio's plain theme in the page's colours; the rest of the look is ``style.css``."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.sky,
        neutral_hue=gr.themes.colors.stone,
        font=_SANS,
        font_mono=_MONO,
        radius_size=gr.themes.sizes.radius_md,
        text_size=gr.themes.sizes.text_md,
    ).set(
        body_background_fill="#f7f6f3",
        body_background_fill_dark="#15181c",
        body_text_color="#23282e",
        body_text_color_dark="#e4e2dd",
        body_text_color_subdued="#5b6169",
        body_text_color_subdued_dark="#a3a7ad",
        block_background_fill="#ffffff",
        block_background_fill_dark="#1d2126",
        block_border_color="#dedbd4",
        block_border_color_dark="#343a41",
        block_label_text_color="#4b5159",
        block_label_text_color_dark="#b6bac0",
        block_title_text_color="#4b5159",
        block_title_text_color_dark="#b6bac0",
        block_title_text_size="14px",
        block_title_text_weight="500",
        block_shadow="none",
        input_background_fill="#ffffff",
        input_background_fill_dark="#15181c",
        input_border_width="1px",
        input_border_color="#c4c0b7",
        input_border_color_dark="#4a525b",
        input_border_color_focus="#1f5f86",
        input_border_color_focus_dark="#79b8de",
        input_placeholder_color="#737880",
        input_placeholder_color_dark="#8f959c",
        button_primary_background_fill="#1f5f86",
        button_primary_background_fill_hover="#174b6b",
        button_primary_background_fill_dark="#2f7aa8",
        button_primary_background_fill_hover_dark="#3b8dbf",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        link_text_color="#1b5a82",
        link_text_color_dark="#86c0e4",
    )


@lru_cache(maxsize=1)
def head() -> str:
    """What the page's head carries: our style and script, inline, so that they are there before anything is drawn."""
    style = "".join(
        (_HERE / name).read_text(encoding="utf-8") for name in ("style.css", "conflicts.css", "training.css")
    )
    script = "".join((_HERE / name).read_text(encoding="utf-8") for name in ("page.js", "conflicts.js", "training.js"))
    return f'<meta name="robots" content="noindex"><style>{style}</style><script>{script}</script>'
