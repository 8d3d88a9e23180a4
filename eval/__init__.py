"""How good is it: question sets, measures, and checks of the data that ships."""
