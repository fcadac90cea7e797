//! Requests and their answers. No path of a request ever reaches the file system: it is looked up in the plan.

use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode};
use percent_encoding::percent_decode_str;

use super::body::Answer;
use super::guard::Guard;
use super::preview::{Current, Preview, Shown};
use super::range::{Part, part};
use crate::output::caching::media_type;
use crate::path::OutputPath;
use crate::plan::{Artifact, Item};
use crate::source::Asset;

/// The script of the preview.
const SCRIPT: &str = include_str!("preview.js");
/// Where the preview's own files are, below the site's path; no file of a site begins so.
const OWN: &str = ".plenary/";

/// Answers a request.
pub fn answer(preview: &Preview, guard: &Guard, request: &Parts) -> Response<Answer> {
    let mut response = match refusal(guard, request) {
        Some(refusal) => refusal,
        None => asked(preview, guard, request),
    };
    let headers = response.headers_mut();
    let fixed = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    headers.extend(fixed.map(|(name, value)| (name, HeaderValue::from_static(value))));
    if request.method == Method::HEAD {
        let length = hyper::body::Body::size_hint(response.body()).exact();
        if let Some(length) = length {
            response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
        }
        *response.body_mut() = Answer::Bytes(None);
    }
    response
}

/// Why a request is refused, if it is.
fn refusal(guard: &Guard, request: &Parts) -> Option<Response<Answer>> {
    if request.method != Method::GET && request.method != Method::HEAD {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "a preview answers to GET and HEAD\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(response);
    }
    let host = value(&request.headers, &header::HOST).unwrap_or_default();
    let named = request.uri.authority().map_or(host, |authority| authority.as_str());
    if !guard.admits(host) || !guard.admits(named) {
        let names = guard.names();
        let words = format!("this preview answers to {names}; `plenary serve --allow-host NAME` adds a name\n");
        return Some(text(StatusCode::FORBIDDEN, words));
    }
    None
}

/// Answers a request that may be answered.
fn asked(preview: &Preview, guard: &Guard, request: &Parts) -> Response<Answer> {
    let current = preview.current();
    let base = preview.base(&current);
    let base = base.as_str();
    let whole = request.uri.path();
    let script = format!("{base}{OWN}preview.js");
    let Some(below) = whole.strip_prefix(base) else {
        // The top leads to where the site is.
        let is_above = whole == "/" || format!("{whole}/") == base;
        return if is_above { redirect(base, request) } else { not_found(preview, &current, &script) };
    };
    if let Some(own) = below.strip_prefix(OWN) {
        return own_file(preview, guard, request, own);
    }
    let Some(path) = percent_decode_str(below).decode_utf8().ok().filter(|path| !path.contains('\0')) else {
        return not_found(preview, &current, &script);
    };
    let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_string() };
    match current.find(&file) {
        Some((path, artifact)) => found(preview, &current, request, path, artifact, &script),
        None if !path.ends_with('/') && current.find(&format!("{path}/index.html")).is_some() => {
            let folder = below.rsplit('/').next().unwrap_or(below);
            redirect(&format!("./{folder}/"), request)
        }
        None => match preview.lost_page(&current, &file, &script) {
            Some(shown) => page(shown, "text/html; charset=utf-8"),
            None => not_found(preview, &current, &script),
        },
    }
}

/// The script, and the events that it waits for: to the preview's own pages alone.
fn own_file(preview: &Preview, guard: &Guard, request: &Parts, name: &str) -> Response<Answer> {
    let from_elsewhere = value(&request.headers, &HeaderName::from_static("sec-fetch-site")).is_some_and(|site| site == "cross-site")
        || value(&request.headers, &header::ORIGIN).is_some_and(|origin| !guard.admits_origin(origin));
    match name {
        _ if from_elsewhere => text(StatusCode::FORBIDDEN, "this is for the preview's own pages\n"),
        "preview.js" => with_type(Answer::Bytes(Some(Bytes::from_static(SCRIPT.as_bytes()))), "text/javascript; charset=utf-8"),
        "events" if request.method == Method::HEAD => with_type(Answer::Bytes(None), "text/event-stream"),
        "events" => match preview.listen() {
            Some(listener) => with_type(Answer::Events(listener), "text/event-stream"),
            None => text(StatusCode::SERVICE_UNAVAILABLE, "too many pages wait for changes\n"),
        },
        _ => text(StatusCode::NOT_FOUND, "there is nothing here\n"),
    }
}

/// What the plan has at the path.
fn found(preview: &Preview, current: &Current, request: &Parts, path: &OutputPath, artifact: &Artifact, script: &str) -> Response<Answer> {
    let kind = media_type(path.as_str());
    if Current::is_page(artifact) {
        return page(preview.page(current, path, artifact, script), &kind);
    }
    let Some(site) = &current.loaded.site else { return text(StatusCode::NOT_FOUND, "there is no site\n") };
    let file = match artifact.item {
        Item::File(_) => site.renderer().file(artifact).cloned(),
        Item::Page(..) | Item::About(_) => None,
    };
    if let Some(asset) = file {
        return of_file(asset, request, &kind);
    }
    let mut buffer = Vec::new();
    match site.renderer().bytes(path, artifact, &mut buffer) {
        Ok(bytes) => with_type(Answer::Bytes(Some(bytes.into_owned().into())), &kind),
        Err(faults) => text(StatusCode::INTERNAL_SERVER_ERROR, preview.failed(&faults)),
    }
}

/// A page for the browser. The last good one is no answer that anything but a reader should take for one.
fn page(shown: Shown, kind: &str) -> Response<Answer> {
    let mut response = with_type(Answer::Bytes(Some(shown.bytes.into())), kind);
    *response.status_mut() = if shown.is_current { StatusCode::OK } else { StatusCode::INTERNAL_SERVER_ERROR };
    response
}

/// A file that is published as it is, or a part of it.
fn of_file(asset: Asset, request: &Parts, kind: &str) -> Response<Answer> {
    let Ok(size) = asset.size() else { return text(StatusCode::NOT_FOUND, "this file cannot be read\n") };
    // A part of what it was when the first part came can only be asked for by a mark that is not given here.
    let wanted = value(&request.headers, &header::RANGE).filter(|_| !request.headers.contains_key(header::IF_RANGE));
    let (status, from, to) = match part(wanted, size) {
        Part::Whole => (StatusCode::OK, 0, size),
        Part::From(from, to) => (StatusCode::PARTIAL_CONTENT, from, to),
        Part::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, 0, 0),
    };
    let mut response = with_type(Answer::File(asset, from, to), kind);
    let range = match status {
        StatusCode::PARTIAL_CONTENT => Some(format!("bytes {from}-{}/{size}", to - 1)),
        StatusCode::RANGE_NOT_SATISFIABLE => Some(format!("bytes */{size}")),
        _ => None,
    };
    *response.status_mut() = status;
    response.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(range) = range.and_then(|range| HeaderValue::from_str(&range).ok()) {
        response.headers_mut().insert(header::CONTENT_RANGE, range);
    }
    response
}

/// The site's own page for what is not found.
fn not_found(preview: &Preview, current: &Current, script: &str) -> Response<Answer> {
    let page = current.find("404.html").map(|(path, artifact)| preview.page(current, path, artifact, script));
    let shown = page.unwrap_or_else(|| current.plain(script));
    let mut response = with_type(Answer::Bytes(Some(shown.bytes.into())), "text/html; charset=utf-8");
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn redirect(to: &str, request: &Parts) -> Response<Answer> {
    let to = request.uri.query().map_or_else(|| to.to_owned(), |query| format!("{to}?{query}"));
    let mut response = text(StatusCode::FOUND, "");
    if let Ok(to) = HeaderValue::from_str(&to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn with_type(body: Answer, kind: &str) -> Response<Answer> {
    let mut response = Response::new(body);
    let kind = HeaderValue::from_str(kind).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn text(status: StatusCode, words: impl Into<Bytes>) -> Response<Answer> {
    let mut response = with_type(Answer::Bytes(Some(words.into())), "text/plain; charset=utf-8");
    *response.status_mut() = status;
    response
}

fn value<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}
