//! try
use bedside::cli::command::check::*;
use std::io::stdout;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    if a.len() > 2 && a[2] == "time" {
        let f = std::sync::Arc::new(bedside::source::folder(a[1].as_ref()).unwrap());
        for _ in 0..5 {
            let t = std::time::Instant::now();
            let r = bedside::course::read(f.clone());
            println!(
                "{:?} {:?}",
                t.elapsed(),
                r.course.map(|c| (c.lessons.len(), c.quizzes.len(), c.quizzes.iter().map(|q| q.questions.len()).sum::<usize>()))
            );
        }
        return;
    }
    let asked = Asked { folder: a[1].clone().into(), advice: a.len() > 2, ..Default::default() };
    let c = run(&asked, &mut stdout(), &mut std::io::stderr()).unwrap();
    println!("exit {c}");
}
