"""The two front doors: the web page (``ui.web``) and the command line (``ui.cli``)."""

import os

# Nothing leaves the machine: the libraries read these when they are first imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("DO_NOT_TRACK", "1")
