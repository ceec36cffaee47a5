"""Own cases of what free messages and questions about us mean."""
