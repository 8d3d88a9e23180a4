"""From a file to provisions: readers -> cleaning -> identify -> structure -> library. Imports only corpus."""
