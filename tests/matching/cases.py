"""Two small invented communities: who is there, what is asked, whose road it touches.

The border to "nobody obvious yet" is set on these. `()` as an answer means that
nobody here has written anything that touches the need.
"""

from core.domain.helping import LineKind, PublishedLine

Member = tuple[PublishedLine, ...]


def _member(destination: str, next_step: str, origin: str, *posts: str) -> Member:
    kinds: list[tuple[LineKind, str]] = [
        ("destination", destination),
        ("next_step", next_step),
        ("origin", origin),
        *(("post_now", post) for post in posts),
    ]
    return tuple(PublishedLine(kind, text) for kind, text in kinds if text)


MEMBERS_JA: dict[str, Member] = {
    "ba": _member(
        "場をつくる側になりたい",
        "10人の場で話す",
        "会社で議事録を書いてきた",
        "友だちの集まりで、はじめて司会をした。声が震えた",
    ),
    "kiku": _member(
        "人の話を聞く仕事へ",
        "傾聴の本を一章だけ読む",
        "コールセンターで苦情を受けていた",
    ),
    "ehon": _member(
        "絵本を1冊つくりたい",
        "主人公のくまを描く",
        "保育園で8年はたらいた",
        "色鉛筆で雨の場面を描いてみた",
    ),
    "hon": _member(
        "人に本を手渡せる場所。店かはわからない",
        "一箱本棚を借りる",
        "営業を10年、子どもが生まれて辞めた",
    ),
    "hatake": _member(
        "自分の野菜だけで一年食べる",
        "土の酸度をはかる",
        "街で生まれて土を知らない",
        "トマトの芽かきを教わった",
    ),
    "pan": _member(
        "朝だけひらく小さなパン屋",
        "天然酵母を起こす",
        "銀行の窓口にいた",
        "食パンの耳が固くなる。温度かな",
    ),
    "shashin": _member(
        "町の年寄りの顔を撮って残す",
        "となりの家のおばあさんに頼む",
        "写真館の孫",
        "白黒で現像してみた",
    ),
    "web": _member(
        "町の店のホームページを直せる人になる",
        "友だちの花屋のページを作る",
        "独学でプログラミングを始めた",
    ),
    "eigo": _member(
        "英語で旅の人を案内したい",
        "近所の神社の説明を英語で書く",
        "学生のころ英語が苦手だった",
    ),
    "kaigo": _member(
        "介護の経験を言葉にしたい",
        "母の一日を書き留める",
        "母を6年看ている",
    ),
    "ongaku": _member(
        "縁側で弾き語りの会をひらく",
        "3曲おぼえる",
        "ピアノを20年休んでいた",
        "ギターの弦をはじめて替えた",
    ),
    "ie": _member(
        "空き家を直して、人が泊まれる家にする",
        "壁の漆喰をひとりで塗ってみる",
        "建築の学校を途中でやめた",
    ),
    "nui": _member(
        "着なくなった着物を服に仕立て直す",
        "ミシンを修理に出す",
        "祖母が和裁をしていた",
    ),
    "kodomo": _member(
        "学校に行かない子の居場所をひらく",
        "公民館の部屋を見に行く",
        "息子が二年学校を休んだ",
    ),
    "kaikei": _member(
        "小さな商いの帳簿を一緒に見られる人へ",
        "簿記の2級を受ける",
        "経理の派遣を転々とした",
    ),
    "yama": _member(
        "里山の道を手入れして歩けるようにする",
        "草刈り機の講習に出る",
        "定年まで道路の仕事",
    ),
    "eizo": _member(
        "手仕事を残す映像をつくる",
        "5分の動画を一本編集する",
        "結婚式の撮影を手伝ってきた",
    ),
    "matsuri": _member(
        "なくなった祭りをもう一度",
        "古い太鼓のありかを聞いて回る",
        "祭りのある町で育った",
    ),
}

NEEDS_JA: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("6月の読書会の問いかけを一緒に考えてくれる人いる?", ("ba", "hon")),
    ("お店のサイトが古くて、作り直すのを手伝ってほしい", ("web",)),
    ("確定申告の書類の書き方で困っています", ("kaikei",)),
    ("外国から来た友だちに町を案内してくれる人いますか", ("eigo",)),
    ("おじいちゃんの昔話を撮影して短い動画にしたい", ("eizo", "shashin")),
    ("庭のきゅうりが枯れそう。だれか見てくれる人いる?", ("hatake",)),
    ("親の介護のことを話せる相手がほしい", ("kaigo", "kiku")),
    ("不登校の子の勉強を見るのを手伝ってくれる方いませんか", ("kodomo",)),
    ("古民家の床を張り替えるのを手伝ってくれる人", ("ie",)),
    ("子どもに読み聞かせるお話の挿絵を描いてくれる人いませんか", ("ehon",)),
    ("誕生日会で歌の伴奏をしてくれる人いる?", ("ongaku",)),
    ("劇の衣装を縫ってくれる人を探しています", ("nui",)),
    ("秋祭りの準備を一緒にしてくれる人いますか", ("matsuri",)),
    ("裏山の階段に生えた草を刈りたい", ("yama",)),
    ("朝食会に出すパンを焼いてくれる人いる?", ("pan",)),
    ("悩みをただ聞いてもらえる時間がほしい", ("kiku",)),
    ("会の進行役を一緒にやってくれる人いますか", ("ba",)),
    ("家族の記念写真を撮ってもらえませんか", ("shashin",)),
    ("車のエンジンの音がおかしい", ()),
    ("株の始め方がわからない", ()),
    ("猫の爪切りがこわくてできません", ()),
    ("サッカーの試合の審判をしてくれる人いる?", ()),
    ("引っ越しでピザ窯を運びたい", ()),
    ("離婚の手続きに詳しい人いますか", ()),
    ("マラソンの練習を一緒にしてくれる人", ()),
    ("スマホの画面が割れたので直したい", ()),
    ("顕微鏡で細胞を観察したい", ()),
    ("ドイツの税関に送る申告のこと", ()),
    ("天体望遠鏡の選び方を教えてくれる人いる?", ()),
    ("将棋の相手をしてくれる人いますか", ()),
)

MEMBERS_EN: dict[str, Member] = {
    "host": _member(
        "to be the one who opens rooms for others",
        "speak in a room of ten people",
        "twenty years of taking minutes",
        "I moderated a small evening for the first time",
    ),
    "book": _member(
        "a place where I can hand people books",
        "rent a one-box bookshelf",
        "ten years in sales",
    ),
    "garden": _member(
        "to eat from my own garden for a year",
        "test the soil",
        "grew up in a tower block",
        "pruned tomatoes for the first time",
    ),
    "bread": _member(
        "a bakery that opens only in the morning",
        "start a sourdough",
        "worked at a bank counter",
    ),
    "site": _member(
        "to mend the websites of the shops in town",
        "build a page for a friend's flower shop",
        "teaching myself to code",
    ),
    "film": _member(
        "short films that keep handicraft alive",
        "edit one five-minute video",
        "helped to film weddings",
    ),
    "house": _member(
        "an empty house repaired so that guests can stay",
        "plaster one wall by myself",
        "left architecture school",
    ),
    "care": _member(
        "to put caring for my mother into words",
        "write down one of her days",
        "six years of looking after her",
    ),
    "song": _member(
        "a singing evening on the porch",
        "learn three songs",
        "did not touch the piano for twenty years",
    ),
    "sew": _member(
        "old clothes turned into new ones",
        "get the sewing machine repaired",
        "my grandmother was a dressmaker",
    ),
}

NEEDS_EN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Who could help me choose questions for a book club?", ("book", "host")),
    ("Our shop's web page looks broken on phones", ("site",)),
    ("I'd like to record my grandfather's stories on video", ("film",)),
    ("Could anyone help with the costumes for the school play?", ("sew",)),
    ("My vegetables are dying, could someone have a look?", ("garden",)),
    ("Looking for someone to play music at a birthday party", ("song",)),
    ("I need a hand with laying a new floor in the cottage", ("house",)),
    ("Someone to talk to about my father's dementia", ("care",)),
    ("Could anyone bake loaves for our breakfast meeting?", ("bread",)),
    ("I want someone to lead the meeting with me", ("host",)),
    ("My car makes a strange noise", ()),
    ("How do I file for a divorce?", ()),
    ("Looking for someone to referee a football match", ()),
    ("I cannot clip my cat's claws", ()),
    ("Is there anyone who could explain index funds?", ()),
    ("I need a chess partner", ()),
    ("Which telescope should I buy?", ()),
)
