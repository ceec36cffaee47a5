"""A Telegram on loopback that keeps the Bot API's rules."""
