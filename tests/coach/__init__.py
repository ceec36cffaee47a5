"""The coach: what it is asked, what leaves, and what is shown of what comes back."""
