//! What a learning-management system wants that starts a course by cmi5: the address it starts it with, what it then tells of the
//! launch, the statements it is told in return, and the package by which it knows the course. Speaks to nobody.
//!
//! One course is one assignable unit. What it says to the system follows from the certificate, and from nothing else.

mod launch;
mod launch_data;
mod package;
mod session;

pub use launch::{Actor, Launch, NoLaunch};
pub use launch_data::{LaunchData, Mastery, Mode, NoLaunchData, languages};
pub use package::{NoPackage, is_on_the_web, package};
pub use session::{Done, Session, Verb};
