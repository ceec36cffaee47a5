"""The coach that helps a member find words, with or without an LLM."""
