//! From JSON text to the model in one pass, without a tree in between.

mod bill;
mod content;
mod entity;
mod lexer;
mod line;
mod locate;
mod outline;
mod path;
mod procurement;
mod product;
mod reader;
mod scalar;
mod scan;

pub(crate) use content::Content;
pub(crate) use lexer::Lexer;
pub(crate) use locate::locate;
pub(crate) use outline::Outline;
pub(crate) use procurement::{FORMAT, Fault, read};
pub(crate) use scan::{LineEnd, is_left_open, line_end, value_end};
