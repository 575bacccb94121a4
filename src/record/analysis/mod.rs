//! Item analysis: what first attempts tell of the questions. Which are easy, which tell those who know from those who do not, which
//! wrong answers nobody takes. And throwing a question out, which lowers nobody's result.

mod heat;
mod item;
mod pick;
mod table;
mod thrown;
mod today;

pub use heat::heat;
pub use item::{Analysis, Choice, Item, Remark};
pub use table::{Line, line};
pub use thrown::{PUT_BACK, Regraded, THROWN_OUT, count_without, named, regraded, thrown_out, thrown_out_by_any_name};
pub use today::{Today, question_of, today};
