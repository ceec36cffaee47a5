"""Who is heading there and who merely has done it: pairs of invented people.

Each subject is said as a road (where someone is heading, what they try next), as a
past, and as an ask. Beside the two stand the people of the other subjects.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject: the road, the past of somebody else, and what is asked."""

    road: str
    step: str
    past: str
    ask: str


JA: tuple[Subject, ...] = (
    Subject(
        "朝だけひらくパン屋",
        "酵母を起こす",
        "パン工場で5年働いた",
        "朝食会のパンを一緒に焼いてくれる人いませんか",
    ),
    Subject(
        "絵本を一冊つくりたい",
        "主人公を描く",
        "絵本の編集を10年した",
        "絵本の挿絵を一緒に考えてくれる人いる?",
    ),
    Subject(
        "町を英語で案内したい",
        "神社の説明を英語で書く",
        "英語の教師だった",
        "英語で町を案内するのを手伝ってほしい",
    ),
    Subject(
        "自分の畑で野菜を育てて暮らす",
        "土づくりを習う",
        "実家が野菜農家だった",
        "畑の野菜の育て方を一緒に見てくれる人",
    ),
    Subject(
        "古い家を直して宿にする",
        "壁に漆喰を塗る",
        "大工の見習いをしていた",
        "古い家の壁を直すのを手伝ってくれる人いますか",
    ),
    Subject(
        "着物を服に仕立て直す人になる",
        "ミシンで一着縫う",
        "和裁を習っていた",
        "着物を服に縫い直すのを手伝ってくれる人",
    ),
    Subject(
        "年寄りの昔話を映像に残す",
        "5分の動画を編集する",
        "結婚式の動画を撮っていた",
        "祖父の昔話の動画を一緒に撮ってくれる人いませんか",
    ),
    Subject(
        "縁側で歌の会をひらきたい",
        "歌を3曲おぼえる",
        "合唱部で歌っていた",
        "誕生日会で歌をうたってくれる人いる?",
    ),
    Subject(
        "店のホームページを直せる人になる",
        "花屋のページを作る",
        "ホームページの会社にいた",
        "店のホームページを直すのを手伝ってほしい",
    ),
    Subject(
        "人の話を聞く仕事へ",
        "傾聴の講座に出る",
        "電話相談で話を聞いていた",
        "悩みの話を聞いてくれる人がほしい",
    ),
    Subject(
        "小さな商いの帳簿を見られる人へ",
        "簿記を勉強する",
        "経理で帳簿をつけていた",
        "店の帳簿のつけ方を一緒に見てくれる人",
    ),
    Subject(
        "里山の道を手入れしたい",
        "草刈り機の使い方を習う",
        "道路の草刈りの仕事をした",
        "山道の草刈りを一緒にしてくれる人いますか",
    ),
    Subject(
        "祭りの太鼓をもう一度鳴らす",
        "太鼓の革を張り替える",
        "子どものころ太鼓をたたいた",
        "祭りの太鼓を一緒に練習してくれる人",
    ),
    Subject(
        "町の人の顔を写真に残す",
        "となりの人の写真を撮る",
        "写真館で働いていた",
        "家族の写真を撮ってくれる人いませんか",
    ),
    Subject(
        "不登校の子の居場所をひらく",
        "公民館の部屋を借りる",
        "子どもが不登校だった",
        "不登校の子の居場所づくりを手伝ってほしい",
    ),
    Subject(
        "木の椅子を自分で作って届けたい",
        "椅子の脚を削る",
        "家具屋で椅子を売っていた",
        "木の椅子を直すのを手伝ってくれる人いる?",
    ),
    Subject(
        "珈琲を焙煎して出す店",
        "豆の焙煎を試す",
        "喫茶店で珈琲をいれていた",
        "珈琲の焙煎を一緒に試してくれる人",
    ),
    Subject(
        "川をきれいにする会をつくる",
        "川のごみを調べる",
        "川の清掃の仕事をした",
        "川のごみ拾いを一緒にしてくれる人いませんか",
    ),
    Subject(
        "読書会をひらく人になりたい",
        "読書会の問いを一つ作る",
        "図書館で読書会を手伝った",
        "読書会の問いを一緒に考えてくれる人",
    ),
    Subject(
        "手話で話せる場をつくる",
        "手話の挨拶を覚える",
        "手話サークルにいた",
        "手話の練習を一緒にしてくれる人いる?",
    ),
    Subject(
        "自転車を直して配る人へ",
        "パンクを一人で直す",
        "自転車屋でアルバイトした",
        "自転車のパンクを直すのを手伝ってほしい",
    ),
    Subject(
        "みつばちを飼って蜂蜜をとる",
        "巣箱を組み立てる",
        "養蜂の農家に泊まった",
        "みつばちの巣箱づくりを手伝ってくれる人",
    ),
    Subject(
        "地域の新聞を出したい",
        "一ページの記事を書く",
        "新聞社で記事を書いていた",
        "地域の新聞の記事を一緒に書いてくれる人",
    ),
    Subject(
        "焼き物の器で食堂をひらく",
        "茶碗をろくろでひく",
        "焼き物の町で育った",
        "焼き物の器を一緒に作ってくれる人いますか",
    ),
    Subject(
        "星を見る夜の会をひらく",
        "望遠鏡で土星を探す",
        "天文部で星を見ていた",
        "子どもに星を見せる会を手伝ってくれる人",
    ),
    Subject(
        "犬と暮らす年寄りを支えたい",
        "近所の犬を散歩させる",
        "犬の美容室にいた",
        "犬の散歩を手伝ってくれる人いませんか",
    ),
    Subject(
        "味噌を仕込んで分け合う",
        "大豆を煮てみる",
        "味噌蔵で働いた",
        "味噌の仕込みを一緒にしてくれる人",
    ),
    Subject(
        "芝居の台本を書いて上演する",
        "台本を一場書く",
        "劇団で芝居をしていた",
        "芝居の台本を一緒に読んでくれる人いる?",
    ),
    Subject(
        "布の染めを仕事にしたい",
        "藍で布を染める",
        "染物屋の娘",
        "布の藍染めを手伝ってくれる人",
    ),
    Subject(
        "海で泳げない人に泳ぎを伝える",
        "救助の講習を受ける",
        "水泳部で泳いでいた",
        "子どもに泳ぎを伝えてくれる人いますか",
    ),
)

EN: tuple[Subject, ...] = (
    Subject(
        "a bakery open in the mornings",
        "start a sourdough",
        "worked in a bread factory",
        "Could anyone bake bread with me for breakfast?",
    ),
    Subject(
        "to make a picture book",
        "draw the main character",
        "edited picture books for years",
        "Who could help with drawings for a picture book?",
    ),
    Subject(
        "to guide visitors through our town",
        "write a walk for guests",
        "used to be a tour guide",
        "Could someone guide visitors through the town?",
    ),
    Subject(
        "to live from my own vegetable garden",
        "learn about soil",
        "grew up on a vegetable farm",
        "Someone to look at my vegetable garden with me",
    ),
    Subject(
        "to repair an old house for guests",
        "plaster one wall",
        "was an apprentice builder",
        "I need a hand with the walls of an old house",
    ),
    Subject(
        "to sew old clothes into new ones",
        "sew one jacket",
        "took sewing lessons as a girl",
        "Could anyone help me sew costumes?",
    ),
    Subject(
        "films that keep old people's stories",
        "edit a short video",
        "filmed weddings for a living",
        "I'd like to make a video of my grandfather's stories",
    ),
    Subject(
        "singing evenings on the porch",
        "learn three songs",
        "sang in a school choir",
        "Looking for someone to sing at a birthday party",
    ),
    Subject(
        "to mend websites of small shops",
        "build a page for a florist",
        "worked at a website company",
        "Who could help with our shop's website?",
    ),
    Subject(
        "to listen to people as my work",
        "take a course in listening",
        "listened on a telephone helpline",
        "I need someone to listen to my worries",
    ),
    Subject(
        "to help small shops with bookkeeping",
        "study bookkeeping",
        "did bookkeeping for an office",
        "Could anyone look at our bookkeeping with me?",
    ),
    Subject(
        "paths in the woods that people can walk",
        "clear one path",
        "cut grass along roads and paths",
        "Who would clear a path in the woods with me?",
    ),
    Subject(
        "to bring the drums back to our festival",
        "practise the drum",
        "played the drum as a child",
        "Someone to practise drums for the festival",
    ),
    Subject(
        "portraits of everyone in the village",
        "photograph a neighbour",
        "worked in a photo shop",
        "Could anyone take a family photograph?",
    ),
    Subject(
        "a place for children who skip school",
        "see a room for the children",
        "my child stayed away from school",
        "Help me with a place for children who skip school",
    ),
    Subject(
        "to build wooden chairs",
        "carve a chair leg",
        "sold chairs in a shop",
        "Could anyone help repair a wooden chair?",
    ),
    Subject(
        "a small place that roasts coffee",
        "try roasting beans",
        "served coffee in a cafe",
        "Who would try roasting coffee with me?",
    ),
    Subject(
        "a group that keeps the river clean",
        "count the litter in the river",
        "was paid to clean the river",
        "Someone to pick litter along the river",
    ),
    Subject(
        "to host a book club",
        "write one question for the book club",
        "helped at a library book club",
        "Who could help with questions for a book club?",
    ),
    Subject(
        "a table where people use sign language",
        "learn greetings in sign language",
        "was in a sign language club",
        "Could anyone practise sign language with me?",
    ),
    Subject(
        "to mend bicycles and give them away",
        "fix a flat tyre alone",
        "had a job in a bicycle shop",
        "I need help with a flat bicycle tyre",
    ),
    Subject(
        "to keep bees and share the honey",
        "build a beehive",
        "stayed with a beekeeper",
        "Could anyone help me build a beehive?",
    ),
    Subject(
        "a newspaper for our street",
        "write one page of news",
        "wrote for a newspaper",
        "Who would write for a street newspaper with me?",
    ),
    Subject(
        "a kitchen with my own pottery",
        "throw a bowl on the wheel",
        "grew up in a pottery town",
        "Someone to make pottery bowls with",
    ),
    Subject(
        "nights of watching the stars together",
        "find Saturn with a telescope",
        "watched stars in a school club",
        "Help me show the stars to children",
    ),
    Subject(
        "to support old people who have dogs",
        "walk a neighbour's dog",
        "washed dogs in a salon",
        "Could anyone walk my dog?",
    ),
    Subject(
        "to make jam and share it",
        "boil the first jam",
        "packed jam in a factory",
        "Who would make jam with me?",
    ),
    Subject(
        "to write a play and stage it",
        "write one scene of the play",
        "acted in a play once",
        "Could someone read my play with me?",
    ),
    Subject(
        "to dye cloth as my work",
        "dye a cloth with indigo",
        "grandmother used to dye cloth",
        "Could anyone dye cloth with me?",
    ),
    Subject(
        "to teach swimming to those who fear water",
        "take a rescue course",
        "swam in a swimming team",
        "Someone to show my child swimming",
    ),
)
