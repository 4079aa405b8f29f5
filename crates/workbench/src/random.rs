//! Secrets and names that nobody guesses.

/// `bytes` random bytes in hexadecimal digits.
pub(crate) fn hex(bytes: usize) -> String {
    let mut secret = vec![0; bytes];
    // A machine without random numbers cannot keep a secret.
    getrandom::fill(&mut secret).expect("the system gives random bytes");
    hex_of(&secret)
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex_of(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}
