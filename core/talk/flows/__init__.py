"""Every journey by name; what the engine is given."""

from collections.abc import Mapping

from core.talk.flow import Flow
from core.talk.flows import (
    about,
    answer,
    apart,
    ask,
    box,
    cheer,
    flag,
    follow,
    hint,
    home,
    keeper,
    leave,
    link,
    listen,
    mended,
    person,
    post,
    posted,
    reply,
    resume,
    road,
    room,
    search,
    settings,
    sos,
    sounding,
    vector,
    welcome,
)

FLOWS: Mapping[str, Flow] = {
    flow.name: flow
    for flow in (
        about.FLOW,
        answer.FLOW,
        apart.FLOW,
        ask.FLOW,
        box.FLOW,
        cheer.FLOW,
        flag.FLOW,
        follow.FLOW,
        hint.FLOW,
        home.FLOW,
        keeper.FLOW,
        leave.FLOW,
        link.FLOW,
        listen.FLOW,
        mended.FLOW,
        person.FLOW,
        post.FLOW,
        posted.FLOW,
        reply.FLOW,
        resume.FLOW,
        road.FLOW,
        room.FLOW,
        search.FLOW,
        settings.FLOW,
        sos.FLOW,
        sounding.FLOW,
        vector.FLOW,
        welcome.FLOW,
    )
}
