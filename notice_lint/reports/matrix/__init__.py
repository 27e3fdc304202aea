"""The matrix of problems and papers: what each paper tells of each problem."""
