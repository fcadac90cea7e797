//! The full-text index: what Pagefind makes of the rendered pages. Its files have names that follow from what is in them,
//! so that the plan knows their folder alone.
//!
//! A page's text is what stands in the `main` of its `body`, without `nav`. The pages are rendered for it once more, one
//! after the other: that costs a twentieth of the index, and nothing has to keep all pages in memory.

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use pulldown_cmark_escape::escape_html;

use super::{Bundle, Files, Renderer, Sources};
use crate::config::Search;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Route;
use crate::path::{OutputPath, SourcePath};
use crate::plan::{Item, Owner, Plan};
use crate::{source, threads};

/// The folder of the index: `themes/default/static/search-texts.js` looks there.
const FOLDER: &str = "search/text";
/// Files of Pagefind for pages that have no script of their own.
const UNUSED: [&str; 4] = ["pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight."];

/// The index.
pub(super) const INDEX: Bundle = Bundle {
    name: "full text",
    claim: |&Sources { settings, .. }, bundle, planner| {
        if settings.search() == Search::Full {
            planner.claim_folder(FOLDER, Owner::Made("the full-text index"), bundle);
        }
    },
    files: |renderer, plan| {
        // Pagefind reads pages on a thread of its own, and takes it for granted.
        if !threads::can_be_had(1) {
            return Err(vec![fault(&"the system starts no more threads")]);
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|error| vec![fault(&error)])?;
        runtime.block_on(index(renderer, plan))
    },
};

/// Indexes the pages in the order of their paths.
async fn index(renderer: &Renderer<'_>, plan: &Plan) -> Files {
    let outside = ["body > :not(main)", "nav", "form"].map(str::to_owned).to_vec();
    let options = PagefindServiceConfig::builder().exclude_selectors(outside).build();
    let mut index = PagefindIndex::new(Some(options)).map_err(|error| vec![fault(&error)])?;
    let mut buffer = Vec::new();
    for (path, artifact) in &plan.artifacts {
        let Item::Page(route @ (Route::Record(_) | Route::Recommendation(_)), _, None) = &artifact.item else { continue };
        let html = renderer.bytes(path, artifact, &mut buffer)?;
        let html = with_filters(&String::from_utf8_lossy(&html), renderer, *route);
        index.add_html_file(None, Some(format!("/{}", path.url())), html).await.map_err(|error| vec![fault(&error)])?;
    }
    let files = index.get_files().await.map_err(|error| vec![fault(&error)])?;
    let used = files.into_iter().filter(|file| !UNUSED.iter().any(|unused| file.filename.to_string_lossy().starts_with(unused)));
    let mut files = used
        .map(|file| {
            let path = OutputPath::new(format!("{FOLDER}/{}", file.filename.to_string_lossy()));
            Ok((path.map_err(|error| vec![fault(&error)])?, file.contents))
        })
        .collect::<Result<Vec<_>, Vec<Diagnostic>>>()?;
    files.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    Ok(files)
}

/// The page as Pagefind reads it: what readers can filter by stands in its head, which is not published so.
fn with_filters(html: &str, renderer: &Renderer<'_>, route: Route) -> String {
    let mut filters = String::new();
    let language = match route {
        Route::Record(id) => renderer.views.library.record(id).language,
        _ => None,
    };
    let views = renderer.views.in_language(renderer.theme.words.of(language.unwrap_or(renderer.views.settings.language())));
    for (name, value) in views.filters(route) {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = escape_html(&mut text, &value);
        filters.push_str(&format!("<meta data-pagefind-filter=\"{name}[content]\" content=\"{text}\">"));
    }
    html.replacen("</head>", &(filters + "</head>"), 1)
}

fn fault(error: &dyn std::fmt::Display) -> Diagnostic {
    let message = format!("cannot make the full-text index: {error}; the published site is as it was");
    Diagnostic::of_file(Code::NotPublished, &SourcePath::new(source::SETTINGS), message)
}
