"""Figures for papers, drawn with matplotlib: the same data give the same bytes of SVG."""
