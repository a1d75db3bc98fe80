"""How is a Chinese word typed with Latin letters? The syllables of common characters."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

# GB2312 sorts its 3,755 common characters by pinyin: each syllable with its first code.
TABLE = """
ab0a1 aib0a3 anb0b0 angb0b9 aob0bc bab0c5 baib0d7 banb0df bangb0ee baob0fa beib1ad benb1bc
bengb1c0 bib1c6 bianb1de biaob1ea bieb1ee binb1f2 bingb1f8 bob2a3 bub2b6 cab2c1 caib2c2
canb2cd cangb2d4 caob2d9 ceb2de cengb2e3 chab2e5 chaib2f0 chanb2f3 changb2fd chaob3ac
cheb3b5 chenb3bb chengb3c5 chib3d4 chongb3e4 choub3e9 chub3f5 chuaib4a7 chuanb4a8
chuangb4af chuib4b5 chunb4ba chuob4c1 cib4c3 congb4cf coub4d5 cub4d6 cuanb4da cuib4dd
cunb4e5 cuob4e8 dab4ee daib4f4 danb5a2 dangb5b1 daob5b6 deb5c2 dengb5c5 dib5cc dianb5df
diaob5ef dieb5f8 dingb6a1 diub6aa dongb6ab doub6b5 dub6bd duanb6cb duib6d1 dunb6d5 duob6de
eb6ea enb6f7 erb6f8 fab7a2 fanb7aa fangb7bb feib7c6 fenb7d2 fengb7e1 fob7f0 foub7f1 fub7f2
gab8c1 gaib8c3 ganb8c9 gangb8d4 gaob8dd geb8e7 geib8f8 genb8f9 gengb8fb gongb9a4 goub9b3
gub9bc guab9ce guaib9d4 guanb9d7 guangb9e2 guib9e5 gunb9f5 guob9f8 hab9fe haibaa1 hanbaa8
hangbabb haobabe hebac7 heibad9 henbadb hengbadf hongbae4 houbaed hubaf4 huabba8 huaibbb1
huanbbb6 huangbbc4 huibbd2 hunbbe7 huobbed jibbf7 jiabcce jianbcdf jiangbda9 jiaobdb6
jiebdd2 jinbded jingbea3 jiongbebc jiubebe jubecf juanbee8 juebeef junbef9 kabfa6 kaibfaa
kanbfaf kangbfb5 kaobfbc kebfc0 kenbfcf kengbfd3 kongbfd5 koubfd9 kubfdd kuabfe4 kuaibfe9
kuanbfed kuangbfef kuibff7 kunc0a4 kuoc0a8 lac0ac laic0b3 lanc0b6 langc0c5 laoc0cc lec0d5
leic0d7 lengc0e2 lic0e5 liac1a9 lianc1aa liangc1b8 liaoc1c3 liec1d0 linc1d5 lingc1e1
liuc1ef longc1fa louc2a5 luc2ab lvc2bf luanc2cd lunc2d5 luoc2dc mac2e8 maic2f1 manc2f7
mangc3a2 maoc3a8 mec3b4 meic3b5 menc3c5 mengc3c8 mic3d0 mianc3de miaoc3e7 miec3ef minc3f1
mingc3f7 miuc3fd moc3fe mouc4b1 muc4b4 nac4c3 naic4ca nanc4cf nangc4d2 naoc4d3 nec4d8
neic4d9 nenc4db nengc4dc nic4dd nianc4e8 niangc4ef niaoc4f1 niec4f3 ninc4fa ningc4fb
niuc5a3 nongc5a7 nuc5ab nvc5ae nvec5b0 nuoc5b2 oc5b6 ouc5b7 pac5be paic5c4 panc5ca pangc5d2
paoc5d7 peic5de penc5e7 pengc5e9 pic5f7 pianc6aa piaoc6ae piec6b2 pinc6b4 pingc6b9 poc6c2
puc6cb qic6da qiac6fe qianc7a3 qiangc7b9 qiaoc7c1 qiec7d0 qinc7d5 qingc7e0 qiongc7ed
qiuc7ef quc7f7 quanc8a6 quec8b1 qunc8b9 ranc8bb rangc8bf raoc8c4 rec8c7 renc8c9 rengc8d3
ric8d5 rongc8d6 rouc8e0 ruc8e3 ruanc8ed ruic8ef runc8f2 ruoc8f4 sac8f6 saic8f9 sanc8fd
sangc9a3 saoc9a6 sec9aa senc9ad sengc9ae shac9af shaic9b8 shanc9ba shangc9ca shaoc9d2
shec9dd shenc9e9 shengc9f9 shicaa6 shoucad5 shucadf shuacba2 shuaicba4 shuancba8 shuangcbaa
shuicbad shuncbb1 shuocbb5 sicbb9 songcbc9 soucbd1 sucbd5 suancbe1 suicbe4 suncbef suocbf2
tacbfa taicca5 tanccae tangccc0 taocccd teccd8 tengccd9 ticcdd tianccec tiaoccf4 tieccf9
tingccfc tongcda8 toucdb5 tucdb9 tuancdc4 tuicdc6 tuncdcc tuocdcf wacdda waicde1 wancde3
wangcdf4 weicdfe wencec1 wengcecb wocece wuced7 xicef4 xiacfb9 xiancfc6 xiangcfe0 xiaocff4
xied0a8 xind0bd xingd0c7 xiongd0d6 xiud0dd xud0e6 xuand0f9 xued1a5 xund1ab yad1b9 yand1c9
yangd1ea yaod1fb yed2ac yid2bb yind2f0 yingd3a2 yod3b4 yongd3b5 youd3c4 yud3d8 yuand4a7
yued4bb yund4c5 zad4d1 zaid4d4 zand4db zangd4df zaod4e2 zed4f0 zeid4f4 zend4f5 zengd4f6
zhad4fa zhaid5aa zhand5b0 zhangd5c1 zhaod5d0 zhed5da zhend5e4 zhengd5f4 zhid6a5 zhongd6d0
zhoud6db zhud6e9 zhuad7a5 zhuaid7a7 zhuand7a8 zhuangd7ae zhuid7b5 zhund7bb zhuod7bd zid7c8
zongd7d7 zoud7de zud7e2 zuand7ea zuid7ec zund7f0 zuod7f2
"""
FIRST = [int(entry[-4:], 16) for entry in TABLE.split()]
SYLLABLES = [entry[:-4] for entry in TABLE.split()]
LAST = 0xD7F9


@lru_cache(maxsize=4096)
def syllables(text: str) -> tuple[str, ...]:
    """The pinyin of each common Chinese character of a text: 卷积 gives ("juan", "ji")."""
    found = []
    for character in text:
        try:
            code = int.from_bytes(character.encode("gb2312"), "big")
        except UnicodeEncodeError:
            continue
        if FIRST[0] <= code <= LAST:
            found.append(SYLLABLES[bisect_right(FIRST, code) - 1])
    return tuple(found)


def spells(typed: str, text: str) -> int | None:
    """At which character `typed` begins to spell the text, or None.

    Each character may be given by its whole syllable or by the beginning of it: "juanji", "jj" and
    "juanj" all spell 卷积.
    """
    known = syllables(text)
    starts = (start for start in range(len(known)) if _spells(typed, known[start:]))
    return next(starts, None)


def _spells(typed: str, rest: tuple[str, ...]) -> bool:
    if not typed:
        return True
    if not rest:
        return False
    syllable = rest[0]
    same = 0
    while same < min(len(typed), len(syllable)) and typed[same] == syllable[same]:
        same += 1
    return any(_spells(typed[count:], rest[1:]) for count in range(same, 0, -1))
