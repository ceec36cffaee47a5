"""The beginning of a long answer, where only a line of it has room."""


def first_sentence(text: str, most: int) -> str:
    """Return a text as far as there is room, ending where a sentence ends.

    Args:
        text: What was said; one that has room is returned whole.
        most: Characters at most.
    """
    whole = text.strip()
    if len(whole) <= most:
        return whole
    head = whole[:most]
    end = max(head.rfind(mark) for mark in "。.!?！？\n")
    return head[: end + 1].strip() if end > 0 else head.strip()
