//! Secrets and names that nobody guesses.

/// `bytes` random bytes in hexadecimal digits.
pub(crate) fn hex(bytes: usize) -> String {
    let mut secret = vec![0; bytes];
    // A machine without random numbers cannot keep a secret.
    getrandom::fill(&mut secret).expect("the system gives random bytes");
    secret.iter().map(|b| format!("{b:02x}")).collect()
}
