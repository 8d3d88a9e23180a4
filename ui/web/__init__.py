"""The web page: one module per tab, the evidence panel once, all document text escaped."""
