//! `plenary refs` over the four source documents, counted form by form: how often each form stands there (found by plain
//! patterns, see [`support::patterns`]), where the program finds nothing in it, and why not.

#[path = "designations/figures.rs"]
mod figures;
#[path = "designations/forms.rs"]
mod forms;
#[path = "designations/readings.rs"]
mod readings;
mod support;
#[path = "designations/traps.rs"]
mod traps;
