//! Which language the letters of China, Japan and Korea are set for: one letter looks otherwise in each, so a font is made for one of
//! them. Told from the words themselves, and from what fonts are called.

/// What a font is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    /// Chinese as it is written in China and Singapore.
    Simplified,
    /// Chinese as it is written in Taiwan and Hong Kong.
    Traditional,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
}

/// Letters of common names that are written in one of the two ways of Chinese only.
const SIMPLIFIED: &str = "张陈刘赵吴孙马罗郑谢许邓冯韩萧叶苏卢蒋阎钟谭陆贾顾龙钱汤贺龚严华国伟强丽红军东晓凤兰玉洁刚志颖";
const TRADITIONAL: &str = "張陳劉趙吳孫馬羅鄭謝許鄧馮韓蕭葉蘇盧蔣閻鍾譚陸賈顧龍錢湯賀龔嚴華國偉強麗紅軍東曉鳳蘭玉潔剛志穎";

/// What the names of fonts have in them that are made for a language, in small letters and without spaces.
const MARKS: [(Tongue, &[&str]); 4] = [
    (
        Tongue::Simplified,
        &[
            "cjksc",
            "serifsc",
            "sanssc",
            "hanssc",
            "monosc",
            "simsun",
            "simhei",
            "msyh",
            "pingfangsc",
            "songti",
            "heitisc",
            "kaitisc",
            "wqy",
            "zenhei",
            "gbsn",
        ],
    ),
    (
        Tongue::Traditional,
        &[
            "cjktc",
            "cjkhk",
            "seriftc",
            "sanstc",
            "serifhk",
            "sanshk",
            "monotc",
            "mingliu",
            "msjh",
            "pingfangtc",
            "pingfanghk",
            "heititc",
            "uming",
            "ukai",
            "bsmi",
        ],
    ),
    (
        Tongue::Japanese,
        &[
            "cjkjp", "serifjp", "sansjp", "monojp", "mincho", "ipag", "ipaex", "takao", "vlgothic", "msgothic", "yugothic", "hiragino",
            "meiryo", "kochi",
        ],
    ),
    (
        Tongue::Korean,
        &[
            "cjkkr",
            "serifkr",
            "sanskr",
            "monokr",
            "nanum",
            "malgun",
            "batang",
            "gulim",
            "dotum",
            "applegothic",
            "applesdgothic",
            "unfonts",
            "baekmuk",
        ],
    ),
];

impl Tongue {
    /// Tells the language from words; `None` where they have no such letters. Words in letters of China alone are taken for Chinese.
    pub(super) fn of(words: &str) -> Option<Self> {
        let has = |wanted: fn(char) -> bool| words.chars().any(wanted);
        let only = |these: &str, others: &str| words.chars().filter(|letter| these.contains(*letter) && !others.contains(*letter)).count();
        if has(|letter| matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}')) {
            Some(Self::Japanese)
        } else if has(|letter| matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}')) {
            Some(Self::Korean)
        } else if has(|letter| matches!(letter, '\u{3105}'..='\u{312f}')) {
            Some(Self::Traditional)
        } else if has(is_chinese) {
            let traditional = only(TRADITIONAL, SIMPLIFIED) > only(SIMPLIFIED, TRADITIONAL);
            Some(if traditional { Self::Traditional } else { Self::Simplified })
        } else {
            None
        }
    }

    /// Returns how badly a font of this name fits: 0 made for this language, 1 it does not say, 2 for the other Chinese, 3 for another.
    pub(super) fn misfit(self, font: &str) -> u8 {
        let font: String = font.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
        let made_for = MARKS.iter().find(|(_, marks)| marks.iter().any(|mark| font.contains(mark))).map(|(tongue, _)| *tongue);
        match made_for {
            None => 1,
            Some(tongue) if tongue == self => 0,
            Some(tongue) if self.is_chinese() && tongue.is_chinese() => 2,
            Some(_) => 3,
        }
    }

    const fn is_chinese(self) -> bool {
        matches!(self, Self::Simplified | Self::Traditional)
    }
}

const fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{2fdf}' | '\u{3005}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_told_from_the_letters_where_it_can_be() {
        for (words, tongue) in [
            ("Wang 王小明", Some(Tongue::Simplified)),
            ("张伟", Some(Tongue::Simplified)),
            ("陳怡君", Some(Tongue::Traditional)),
            ("山田 はなこ", Some(Tongue::Japanese)),
            ("佐藤アキラ", Some(Tongue::Japanese)),
            ("김민준 金", Some(Tongue::Korean)),
            ("Ana Lima", None),
            ("Анна สมชาย", None),
        ] {
            assert_eq!(Tongue::of(words), tongue, "{words}");
        }
    }

    #[test]
    fn a_font_says_by_its_name_what_it_is_made_for() {
        for (font, misfit) in [
            ("Noto Serif CJK SC", 0),
            ("NotoSansSC-Regular.otf", 0),
            ("NotoSerifCJK-Regular.ttc", 1),
            ("DejaVuSans.ttf", 1),
            ("Noto Serif CJK TC", 2),
            ("Noto Serif CJK JP", 3),
            ("ipaexm.ttf", 3),
            ("NanumMyeongjo.ttf", 3),
        ] {
            assert_eq!(Tongue::Simplified.misfit(font), misfit, "{font}");
        }
    }
}
