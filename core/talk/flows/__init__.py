"""Every journey by name; what the engine is given."""

from collections.abc import Mapping

from core.talk.flow import Flow
from core.talk.flows import (
    answer,
    ask,
    box,
    cheer,
    follow,
    home,
    post,
    resume,
    road,
    room,
    vector,
    welcome,
)

FLOWS: Mapping[str, Flow] = {
    flow.name: flow
    for flow in (
        answer.FLOW,
        ask.FLOW,
        box.FLOW,
        cheer.FLOW,
        follow.FLOW,
        home.FLOW,
        post.FLOW,
        resume.FLOW,
        road.FLOW,
        room.FLOW,
        vector.FLOW,
        welcome.FLOW,
    )
}
