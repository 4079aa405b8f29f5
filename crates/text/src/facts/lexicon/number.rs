//! Number words: what each adds, multiplies or ranks.

/// How a number word combines with its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// 0 to 19.
    Small,
    /// 20, 30 ... 90.
    Tens,
    /// *hundred*, *cent*.
    Hundred,
    /// *thousand*, *mille*, *million*, *milliard*: multiplies all before it.
    Scale,
    /// A noun that counts in groups: *dozen*, *dizaine*, *centaine*, *millier*.
    Group,
}

/// One number word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct NumberWord {
    pub(crate) class: Class,
    pub(crate) value: f64,
    /// *third*, *troisième*.
    pub(crate) ordinal: bool,
    /// *hundreds*, *milliers*: without a number before it only a magnitude.
    pub(crate) plural: bool,
}

impl NumberWord {
    /// The number word of a row of `numbers/words_XX.tsv`: its role is a class
    /// (`small`, `tens`, `hundred`, `scale`, `group`), perhaps with `ordinal-` or
    /// `plural-` before it.
    pub(super) fn parse(role: &str, value: &str) -> Option<Self> {
        let (ordinal, class) = role.strip_prefix("ordinal-").map_or((false, role), |class| (true, class));
        let (plural, class) = class.strip_prefix("plural-").map_or((false, class), |class| (true, class));
        let class = match class {
            "small" => Class::Small,
            "tens" => Class::Tens,
            "hundred" => Class::Hundred,
            "scale" => Class::Scale,
            "group" => Class::Group,
            _ => return None,
        };
        Some(Self { class, value: value.parse().ok()?, ordinal, plural })
    }
}
