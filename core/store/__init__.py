"""The tables and every query, one module for each noun."""
