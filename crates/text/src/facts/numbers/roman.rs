//! Roman numerals: `XVII` is 17; `IIX` is nothing.

/// A Roman numeral in capitals, in its one correct spelling.
pub(crate) fn roman(s: &str) -> Option<u32> {
    if s.is_empty() || s.len() > 15 {
        return None;
    }
    let digit = |b: u8| match b {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        b'L' => Some(50),
        b'C' => Some(100),
        b'D' => Some(500),
        b'M' => Some(1000),
        _ => None,
    };
    let digits: Vec<u32> = s.bytes().map(digit).collect::<Option<_>>()?;
    let mut sum = 0u32;
    for (i, &d) in digits.iter().enumerate() {
        if digits.get(i + 1).is_some_and(|&n| n > d) {
            sum = sum.wrapping_sub(d);
        } else {
            sum = sum.wrapping_add(d);
        }
    }
    (to_roman(sum).as_deref() == Some(s)).then_some(sum)
}

fn to_roman(mut n: u32) -> Option<String> {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n > 3999 {
        return None;
    }
    let mut out = String::new();
    for (value, letters) in STEPS {
        while n >= value {
            out.push_str(letters);
            n -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_correct_spelling_counts() {
        for (letters, value) in [("XVII", Some(17)), ("IV", Some(4)), ("MMXXII", Some(2022)), ("IIX", None), ("", None)]
        {
            assert_eq!(roman(letters), value, "{letters}");
        }
        assert!((1..4000).all(|n| to_roman(n).and_then(|r| roman(&r)) == Some(n)));
    }
}
