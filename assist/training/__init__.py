"""Training materials from the library: lessons, slides, handouts, quizzes, posters; every line keeps its provision."""
