"""Structure and compliance checker for Chinese rectification notices."""

__version__ = "0.1.0"
