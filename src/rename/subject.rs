//! Which record is meant, and whether it can have the new id.

use super::Refusal;
use crate::diagnostic::shown;
use crate::library::{Library, Miss, Route};
use crate::model::Record;
use crate::model::place::Place;
use crate::model::reference::Wanted;
use crate::path::{OutputPath, SourcePath};
use crate::slug;
use crate::suggest;
use crate::target::{RecordId, Target};

/// The record that a designation, an id, a source path or a path of the site names. The error says why there is none.
pub fn find(library: &Library, name: &str) -> Result<RecordId, String> {
    let path = name.trim_start_matches("./").trim_end_matches('/');
    let of_source = |path: &str| match library.routes.of_source(path) {
        Some((_, Route::Record(id))) => Some(id),
        _ => None,
    };
    let by_path = of_source(path).or_else(|| of_source(&format!("{path}/index.md")));
    let by_url = || match library.routes.get(&format!("{}/", path.strip_prefix('/')?)) {
        Some(Route::Record(id)) => Some(id),
        _ => None,
    };
    let id = match by_path.or_else(by_url) {
        Some(id) => library.primary(id),
        None => by_name(library, name)?,
    };
    if library.is_home(id) {
        return Err("the home page is always `content/index.md`".to_owned());
    }
    Ok(id)
}

fn by_name(library: &Library, name: &str) -> Result<RecordId, String> {
    let target = match library.names.lookup(name, Wanted::Any) {
        Ok(target) => target,
        Err(Miss::Ambiguous(targets)) => {
            let all: Vec<String> = targets.iter().map(|target| place(library, *target)).collect();
            return Err(format!("`{}` could be {}; name it by its file", shown(name), all.join(" or ")));
        }
        Err(_) => {
            let ids = library.records.iter().map(|record| record.id.as_str());
            let near = library.names.nearest(name, Wanted::Any).into_iter().chain(suggest::nearest(name, ids)).next();
            let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            return Err(format!("`{}` names no record{near}", shown(name)));
        }
    };
    match target {
        Target::Record(id) => Ok(id),
        _ => Err(format!("`{}` is {}: only records, which are files of their own, can be renamed", shown(name), place(library, target))),
    }
}

/// Where something stands, for messages.
fn place(library: &Library, target: Target) -> String {
    use crate::source::{ORGANISATIONS, RECOMMENDATIONS, WORK_ITEMS};
    match target {
        Target::Record(id) => library.path(id).to_string(),
        Target::Recommendation(_) => format!("a row of {RECOMMENDATIONS}"),
        Target::WorkItem(_) => format!("a row of {WORK_ITEMS}"),
        Target::Organisation(_) => format!("a row of {ORGANISATIONS}"),
        Target::Question(at) => format!("a Question of {}", library.path(library.questions[at as usize].study_group)),
        Target::Action(at) => format!("an action item of {}", library.path(library.actions[at as usize].newest().0)),
        Target::Meeting(at) => format!("a meeting of {}", library.path(library.meetings[at as usize].group)),
        Target::Foreign(at) => format!("of another site, {}", library.foreign(at).site),
    }
}

/// The place that a record gets with the id `new`. The error says why it cannot have that.
pub fn new_place(library: &Library, record: RecordId, new: &str) -> Result<Place, Refusal> {
    let record = library.record(record);
    if new == record.id {
        return Err(Refusal::Already(format!("`{new}` is its id already")));
    }
    other_place(record, new).map_err(Refusal::Asked)
}

fn other_place(record: &Record, new: &str) -> Result<Place, String> {
    let as_id: Vec<String> = new.split('/').map(slug::of_name).collect();
    let as_id = as_id.join("/");
    if as_id != new {
        return Err(format!("`{}` is no id; write `{as_id}`", shown(new)));
    }
    let folder = record.path().as_str().split('/').nth(1).unwrap_or("");
    let path = SourcePath::new(format!("content/{folder}/{new}.md"));
    let place = Place::of(&path).map_err(|fault| format!("`{new}` will not do for {}: {}", record.path(), fault.message))?;
    if place.kind != record.kind || place.owner.is_some() != record.owner.is_some() {
        let owner = record.owner.as_deref();
        return Err(match owner {
            Some(owner) => format!("{} is a page of `{owner}`; write `{owner}/{}`", record.path(), new.rsplit('/').next().unwrap_or(new)),
            None => format!("`{new}` would be a page of another record; write an id without `/`"),
        });
    }
    if place.id != new {
        return Err(format!("`{new}` will not do: it ends as the name of an edition in another language does"));
    }
    if place.id.starts_with(&format!("{}/", record.id)) {
        return Err(format!("`{new}` lies in the folder of `{}` itself", record.id));
    }
    OutputPath::page(&place.url).map_err(|reason| format!("`{new}` cannot be published: {reason}"))?;
    Ok(place)
}
