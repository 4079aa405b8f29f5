//! Everything that the crate promises to others, as one program.

mod cases;
<<<<<<< HEAD
mod certain_meaning;
=======
mod certain;
>>>>>>> main
mod docs;
mod documents;
mod messages;
mod revision;
mod views;
