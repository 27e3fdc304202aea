"""Files that were tampered with, and what must hold for each of them, whoever makes them."""
