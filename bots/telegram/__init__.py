"""Ainori on Telegram."""
