//! The page itself: files compiled into the binary.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use include_dir::{Dir, File, include_dir};

use super::error::Failure;

static PAGE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/web/page");

/// `GET /`.
pub async fn index(headers: HeaderMap) -> Response {
    serve("index.html", &headers)
}

/// `GET /assets/…`.
pub async fn asset(path: Option<Path<String>>, headers: HeaderMap) -> Response {
    serve(&path.map(|Path(path)| path).unwrap_or_default(), &headers)
}

fn serve(path: &str, asked: &HeaderMap) -> Response {
    let Some(file) = PAGE.get_file(path) else {
        return Failure::not_found("unknown_path", "There is nothing at this address.").into_response();
    };
    let tag = tag(file);
    // Asked again each time and answered in a word, so that a new binary is a new page at once.
    let fresh = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, fresh).into_response();
    }
    (fresh, [(header::CONTENT_TYPE, kind(path))], file.contents()).into_response()
}

/// Changes whenever the content does: FNV-1a, 64 bits, by its published constants.
fn tag(file: &File<'_>) -> String {
    let hash = file
        .contents()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("\"{hash:016x}\"")
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
