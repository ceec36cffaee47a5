"""An invented community that a newcomer meets in `make try`, in two languages."""
