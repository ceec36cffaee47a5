"""The words shown to people, in Japanese and English."""
