"""Every journey by name; what the engine is given."""

from collections.abc import Mapping

from core.talk.flow import Flow
from core.talk.flows import (
    answer,
    ask,
    box,
    follow,
    home,
    resume,
    vector,
    welcome,
)

FLOWS: Mapping[str, Flow] = {
    flow.name: flow
    for flow in (
        answer.FLOW,
        ask.FLOW,
        box.FLOW,
        follow.FLOW,
        home.FLOW,
        resume.FLOW,
        vector.FLOW,
        welcome.FLOW,
    )
}
