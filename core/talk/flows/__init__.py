"""The journeys, one module each, as pure steps."""
