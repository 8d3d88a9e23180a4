"""What the law is: the model, the record, and the data that ships.

Imports point one way (corpus <- ingest, corpus <- search <- assist <- ui); this package imports none of the others.
"""
