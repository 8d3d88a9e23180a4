"""From a file to provisions: readers -> cleaning -> identify -> structure -> library. Imports only corpus."""

import os

# Haystack reports use to its makers unless told not to before it is imported; nothing leaves this machine by default.
os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
