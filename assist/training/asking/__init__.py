"""Ways to ask about a line of a lesson, one a module. Each gives drafts whose right and wrong options are told by the text."""
