"""What the coach is asked, as templates in Japanese and English."""
