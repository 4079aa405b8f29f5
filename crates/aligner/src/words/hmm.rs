//! The hidden Markov model of word alignment (Vogel, Ney and Tillmann 1996).
//!
//! Each observed word comes from one word of the other side (a state) or from none
//! (NULL, which remembers the last state, as in Och and Ney 2003); the probability of
//! a transition depends on the jump between the states. [`Hmm::posteriors`] gives the
//! posterior of every link by the forward-backward algorithm. The product of both
//! directions gives alignment by agreement (Liang, Taskar and Klein 2006). Used by
//! [`crate::align_words`] and by the training of models.

/// Jumps from -REACH to REACH have a probability each; longer ones count as the longest.
pub const REACH: i32 = 8;
/// Length of a jump table: one entry for each jump.
pub const JUMPS: usize = 2 * REACH as usize + 1;

/// Buffers for the forward-backward algorithm; keep one per thread.
#[derive(Debug, Default)]
pub struct Hmm {
    /// Transition probabilities, the last row from the start.
    transitions: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    scale: Vec<f32>,
    row: Vec<f32>,
}

/// The index into a jump table of the jump between two states.
pub fn jump_index(from: i32, to: i32) -> usize {
    ((to - from).clamp(-REACH, REACH) + REACH) as usize
}

impl Hmm {
    /// Posterior probabilities of links.
    ///
    /// `emit[j * states + i]` is the probability of observation `j` given state `i`, `null[j]` that given NULL;
    /// `jumps` is a jump table of length [`JUMPS`], not necessarily normalised; `p0` is the probability of NULL.
    /// Writes the posteriors to `links[j * states + i]`; what a row lacks to 1 is the posterior of NULL. Adds the
    /// expected number of each jump to `counts`, a table of the same length, if there is one.
    pub fn posteriors(
        &mut self,
        emit: &[f32],
        null: &[f32],
        jumps: &[f32],
        p0: f32,
        links: &mut Vec<f32>,
        counts: Option<&mut [f32]>,
    ) {
        let observed = null.len();
        links.clear();
        links.resize(emit.len(), 0.0);
        if observed == 0 || emit.is_empty() {
            return;
        }
        let states = emit.len() / observed;
        self.prepare(states, jumps, p0);
        let width = states + 1; // the last one is the start, before any state
        self.forward.clear();
        self.forward.resize(observed * width, 0.0);
        self.scale.clear();
        let mut held = vec![0.0f32; width];
        held[states] = 1.0;
        // `forward` is the probability of the real states; `held` that of real and NULL together, by last state.
        for j in 0..observed {
            let real = &mut self.forward[j * width..j * width + states];
            for (m, &mass) in held.iter().enumerate() {
                if mass > 1e-12 {
                    let row = &self.transitions[m * states..(m + 1) * states];
                    for (r, a) in real.iter_mut().zip(row) {
                        *r += mass * a;
                    }
                }
            }
            let mut total = 0.0;
            for (r, e) in real.iter_mut().zip(&emit[j * states..(j + 1) * states]) {
                *r *= e;
                total += *r;
            }
            for h in &mut held {
                *h *= p0 * null[j];
                total += *h;
            }
            let scale = if total > 1e-30 { 1.0 / total } else { 1.0 };
            for (h, r) in held.iter_mut().zip(real.iter_mut()) {
                *r *= scale;
                *h = *h * scale + *r;
            }
            held[states] *= scale;
            self.scale.push(scale);
        }
        self.backward_pass(emit, null, p0, states, links, counts);
    }

    /// Fills in the transition probabilities, normalised to 1 - p0.
    fn prepare(&mut self, states: usize, jumps: &[f32], p0: f32) {
        self.transitions.clear();
        self.transitions.resize((states + 1) * states, 0.0);
        for (m, row) in self.transitions.chunks_exact_mut(states).enumerate() {
            let from = if m == states { -1 } else { m as i32 };
            let mut sum = 0.0;
            for (i, a) in row.iter_mut().enumerate() {
                *a = jumps[jump_index(from, i as i32)].max(1e-6);
                sum += *a;
            }
            let share = (1.0 - p0) / sum;
            for a in row {
                *a *= share;
            }
        }
    }

    fn backward_pass(
        &mut self,
        emit: &[f32],
        null: &[f32],
        p0: f32,
        states: usize,
        links: &mut [f32],
        mut counts: Option<&mut [f32]>,
    ) {
        let observed = null.len();
        let width = states + 1;
        self.backward.clear();
        self.backward.resize(width, 1.0);
        self.row.clear();
        self.row.resize(states, 0.0);
        for j in (0..observed).rev() {
            let real = &self.forward[j * width..j * width + states];
            for ((l, r), b) in links[j * states..(j + 1) * states].iter_mut().zip(real).zip(&self.backward) {
                *l = r * b;
            }
            if j == 0 {
                break;
            }
            // The backward sums of one observation earlier, by last state.
            for ((x, e), b) in self.row.iter_mut().zip(&emit[j * states..]).zip(&self.backward) {
                *x = e * b;
            }
            let scale = self.scale[j];
            if let Some(counts) = counts.as_deref_mut() {
                let before = &self.forward[(j - 1) * width..(j - 1) * width + states];
                for (m, &mass) in before.iter().enumerate() {
                    if mass < 1e-4 {
                        continue;
                    }
                    let row = &self.transitions[m * states..(m + 1) * states];
                    for (i, (a, x)) in row.iter().zip(&self.row).enumerate() {
                        counts[jump_index(m as i32, i as i32)] += mass * a * x * scale;
                    }
                }
            }
            for (m, b) in self.backward.iter_mut().enumerate() {
                let row = &self.transitions[m * states..(m + 1) * states];
                let ahead: f32 = row.iter().zip(&self.row).map(|(a, x)| a * x).sum();
                *b = (ahead + p0 * null[j] * *b) * scale;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clear_diagonal_is_found() {
        let n = 5;
        let mut emit = vec![0.01; n * n];
        for i in 0..n {
            emit[i * n + i] = 0.5;
        }
        let mut links = Vec::new();
        let mut counts = vec![0.0; JUMPS];
        Hmm::default().posteriors(&emit, &vec![0.001; n], &[1.0; JUMPS], 0.1, &mut links, Some(&mut counts));
        for j in 0..n {
            let row = &links[j * n..(j + 1) * n];
            assert!(row[j] > 0.9, "{row:?}");
            assert!(row.iter().sum::<f32>() <= 1.001);
        }
        assert!(counts[jump_index(0, 1)] > 3.0, "{counts:?}");
    }

    #[test]
    fn nothing_is_linked_to_nothing() {
        let mut links = vec![1.0];
        Hmm::default().posteriors(&[], &[], &[1.0; JUMPS], 0.1, &mut links, None);
        assert!(links.is_empty());
        Hmm::default().posteriors(&[0.0, 0.0], &[0.0, 0.0], &[1.0; JUMPS], 0.1, &mut links, None);
        assert!(links.iter().all(|l| l.is_finite()));
    }
}
