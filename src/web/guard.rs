//! What reaches a handler, and what every answer says to a browser.
//!
//! The local chat listens on loopback and trusts whoever reaches it there, so it must not be reachable through a browser that
//! visits a hostile page: not by a name that was pointed at 127.0.0.1 (the `Host` tells), not by a form or script of
//! another site (the `Origin` tells).

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::Failure;

/// Nothing from outside, nothing inline, no framing.
const POLICY: &str = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Refuses what comes from elsewhere through a browser, and marks every answer.
pub async fn guard(request: Request, next: Next) -> Response {
    let mut answer = match refusal(request.method(), request.headers()) {
        Some(failure) => failure.into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

fn refusal(method: &Method, headers: &HeaderMap) -> Option<Failure> {
    let host = text(headers, header::HOST);
    if !host.is_some_and(is_loopback) {
        let message = "This desk answers only to names of this machine, such as 127.0.0.1 or localhost.";
        return Some(Failure::new(StatusCode::FORBIDDEN, "foreign_host", message).closing());
    }
    let origin = headers.contains_key(header::ORIGIN).then(|| text(headers, header::ORIGIN).unwrap_or_default());
    let own = origin.is_none_or(|origin| origin.strip_prefix("http://").is_some_and(|from| Some(from) == host));
    if !own && !method.is_safe() {
        let message = "This came from another site's page, and is not done.";
        return Some(Failure::new(StatusCode::FORBIDDEN, "foreign_origin", message).closing());
    }
    None
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether `HOST` or `HOST:PORT` can only mean this machine.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(method: Method, headers: &[(HeaderName, &'static str)]) -> bool {
        let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect();
        refusal(&method, &headers).is_some()
    }

    #[test]
    fn only_names_of_this_machine_reach_a_loopback_desk() {
        for host in ["localhost", "LOCALHOST:7878", "127.0.0.1:7878", "127.1.2.3", "[::1]:7878"] {
            assert!(!refused(Method::GET, &[(header::HOST, host)]), "{host}");
        }
        for host in ["", "example.org", "localhost.example.org", "127.0.0.1.example.org:7878", "10.0.0.1", "[::2]"] {
            assert!(refused(Method::GET, &[(header::HOST, host)]), "{host}");
        }
        assert!(refused(Method::GET, &[]), "no host at all");
    }

    #[test]
    fn other_sites_change_nothing() {
        let host = (header::HOST, "localhost:7878");
        let from = |origin| [host.clone(), (header::ORIGIN, origin)];
        assert!(!refused(Method::POST, &from("http://localhost:7878")));
        assert!(!refused(Method::POST, std::slice::from_ref(&host)), "scripts send no origin");
        for origin in ["http://localhost:9999", "https://example.org", "null", "http://localhost:7878.example.org"] {
            assert!(refused(Method::POST, &from(origin)), "{origin}");
            assert!(refused(Method::DELETE, &from(origin)), "{origin}");
            assert!(!refused(Method::GET, &from(origin)), "reading without leave is the browser's to stop: {origin}");
        }
    }
}
