//! `plenary explain`: what a diagnostic means.

use super::print;
use crate::diagnostic::Code;
use crate::rules::Rules;

/// The flags of `explain`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The code, as it stands in brackets
    #[arg(value_parser = parse_code)]
    code: Code,
}

/// Explains a code; returns the exit code.
pub fn run(arguments: &Arguments) -> u8 {
    let code = arguments.code;
    let explanation = code.explanation();
    let example = explanation.example.replace('\n', "\n    ");
    print(&format!(
        "{} ({})\n{}\n\n{}\n{}\nExample:\n\n    {example}\n\nRepair: {}\n",
        code.as_str(),
        code.level().as_str(),
        code.meaning(),
        explanation.cause,
        rule(code),
        explanation.repair
    ))
}

/// The rule inside the program that a finding is of, and how days are counted where it counts any.
fn rule(code: Code) -> String {
    let rules = Rules::embedded();
    let Some(rule) = rules.get(code) else { return String::new() };
    let counting = rule.notice.map_or_else(String::new, |_| format!(" {}", rules.counting));
    format!("\nRule ({}): {}{counting}\n", rule.cited, rule.what)
}

fn parse_code(name: &str) -> Result<Code, String> {
    Code::of_name(name).ok_or_else(|| {
        let near = crate::suggest::nearest(name, Code::ALL.iter().map(|code| code.as_str()));
        near.map_or_else(|| "there is no such code".to_owned(), |near| format!("there is no such code; did you mean `{near}`?"))
    })
}
