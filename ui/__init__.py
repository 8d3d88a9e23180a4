"""Two front doors to the same jobs: the page (``ui.web``) and the command line (``ui.cli``)."""
