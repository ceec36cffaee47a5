"""One ask of each kind, in both languages; own fixtures, nobody's real words."""

from core.domain.coaching import (
    AboutBot,
    Ask,
    Flatness,
    FollowUp,
    Meaning,
    PostDraft,
    RequestDraft,
    Roads,
    Slots,
    Wordings,
    usual_places,
)
from core.domain.formats import LineKey

LABELS_JA: dict[LineKey, str] = {
    "from": "どこから",
    "prev": "前の一歩",
    "now": "いま",
    "toward": "こっちへ",
    "next": "つぎの一歩",
    "with": "よかったら",
}
LABELS_EN: dict[LineKey, str] = {
    "from": "From",
    "prev": "Last step",
    "now": "Now",
    "toward": "Toward",
    "next": "Next",
    "with": "If you like",
}

JAPANESE: tuple[Ask, ...] = (
    FollowUp(
        "ja",
        about="destination",
        question="行ってみたいところは、ありますか。ぼんやりのままで大丈夫です。",
        answer="海のそば",
        before=("船大工の見習いを3年",),
    ),
    Wordings(
        "ja",
        origin="船大工の見習いを3年",
        destination="古い舟を直して、子どもと乗れる浜",
        next_step="納屋の舟の写真を撮る",
    ),
    PostDraft(
        "ja",
        notes="納屋の舟を見に行った。底板が2枚割れていた。つぎは板の寸法を測る。"
        "木の選び方を話せる人がいたらうれしい。",
        places=usual_places(LABELS_JA),
        step="納屋の舟の写真を撮る",
        outcome="done",
        destination="古い舟を直して、子どもと乗れる浜",
    ),
    RequestDraft(
        "ja",
        slots=Slots(
            helper_name="そうた",
            their_words="木の手ざわりを人に手渡せる工房をひらく",
            my_name="なみ",
            my_destination="古い舟を直して、子どもと乗れる浜",
            step="底板に使う木を一緒に選ぶ",
            my_part="舟の寸法",
            closes_on="木曜",
        ),
        published=("木の手ざわりを人に手渡せる工房をひらく", "杉の端材で匙を削る"),
    ),
    Flatness("ja", "土曜までに板をそろえておいてください。必ず返信してください。"),
    Meaning("ja", "底板の木を一緒に選んでくれる人、いないかな"),
    AboutBot("ja", question="話したことは誰が見るの?"),
    Roads(
        "ja",
        need="底板に使う木を一緒に選ぶ",
        people=(
            ("木の手ざわりを人に手渡せる工房をひらく", "杉の端材で匙を削る"),
            ("夜の港で星を見る会をひらく",),
            ("そうたさんと棚をつくった", "子どもと歩ける地図を描く"),
        ),
    ),
)

ENGLISH: tuple[Ask, ...] = (
    FollowUp(
        "en",
        about="destination",
        question="Where would you like to get to? Vague is fine.",
        answer="near the sea",
        before=("three years as a boatbuilder's apprentice",),
    ),
    Wordings(
        "en",
        origin="three years as a boatbuilder's apprentice",
        destination="a beach where children sail in mended boats",
        next_step="take photos of the boat in the barn",
    ),
    PostDraft(
        "en",
        notes="Went to see the boat in the barn. Two bottom boards are cracked. "
        "Next I measure the boards. Someone to talk about wood would be lovely.",
        places=usual_places(LABELS_EN),
        step="take photos of the boat in the barn",
        outcome="done",
        destination="a beach where children sail in mended boats",
    ),
    RequestDraft(
        "en",
        slots=Slots(
            helper_name="Sota",
            their_words="open a workshop that hands on the feel of wood",
            my_name="Nami",
            my_destination="a beach where children sail in mended boats",
            step="choose the wood for the bottom boards",
            my_part="measuring the boat",
            closes_on="Thursday",
        ),
        published=("open a workshop that hands on the feel of wood",),
    ),
    Flatness("en", "Have the boards ready by Saturday. You must reply today."),
    Meaning("en", "is there anyone who could choose the wood with me?"),
    AboutBot("en", question="Who can see what I say?"),
    Roads(
        "en",
        need="choose the wood for the bottom boards",
        people=(
            ("open a workshop that hands on the feel of wood", "carve a spoon"),
            ("watch the stars from the harbour at night",),
            ("built a shelf with Sota", "draw a map for walking with children"),
        ),
    ),
)
EVERY = (*JAPANESE, *ENGLISH)
