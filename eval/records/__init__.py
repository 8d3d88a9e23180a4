"""Invented records of cases, made into files, to measure how well ``assist.records`` reads them."""
