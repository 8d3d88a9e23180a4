"""The points on which two clauses of one matter may differ: a module per kind of point, each with its own test."""
