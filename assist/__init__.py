"""The jobs people come for: answers now; checklists, training and conflict review build on the same library."""
