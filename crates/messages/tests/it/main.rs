//! What the catalogues promise, as one program.

mod calls;
mod catalogues;
mod french;
