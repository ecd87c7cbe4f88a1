//! Where the database is.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

use super::StoreError;

/// Which database to open: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`. Shown without its password.
#[derive(Clone)]
pub enum DatabaseUrl {
    /// A file.
    Sqlite(PathBuf),
    /// A server.
    Postgres(Box<PgConnectOptions>),
}

impl DatabaseUrl {
    /// A SQLite file.
    pub fn file(path: impl AsRef<Path>) -> DatabaseUrl {
        DatabaseUrl::Sqlite(path.as_ref().to_owned())
    }
}

/// The database's name on its server: by custom the user's, when none is given.
pub(super) fn database(options: &PgConnectOptions) -> &str {
    options.get_database().unwrap_or_else(|| options.get_username())
}

impl FromStr for DatabaseUrl {
    type Err = StoreError;

    fn from_str(url: &str) -> Result<DatabaseUrl, StoreError> {
        let fault = |why: &str| Err(StoreError::Address { why: why.to_owned() });
        let url = url.trim();
        match url.split_once(':') {
            _ if url.is_empty() => fault("it is empty"),
            Some(("sqlite", path)) => match path.strip_prefix("//").unwrap_or(path) {
                "" => fault("it names no file"),
                ":memory:" => fault("a database in memory is lost with the process"),
                path if path.contains(['?', '\0']) => fault("a SQLite address is a path and nothing more"),
                path => Ok(DatabaseUrl::file(path)),
            },
            Some(("postgres" | "postgresql", _)) => match url.parse::<PgConnectOptions>() {
                // The parser's own words may quote the address with its password.
                Err(_) => fault("what follows postgres:// is not USER:PASSWORD@HOST:PORT/DATABASE"),
                Ok(options) => Ok(DatabaseUrl::Postgres(Box::new(options.application_name("hearken")))),
            },
            Some((scheme, rest)) if rest.starts_with("//") => {
                fault(&format!("hearken keeps its data in SQLite or PostgreSQL, not in {scheme}"))
            }
            _ => fault("it begins neither with sqlite: nor with postgres://"),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(f, "{}", path.display()),
            DatabaseUrl::Postgres(options) => {
                let database = database(options);
                match options.get_socket() {
                    Some(socket) => write!(f, "postgres://{}/{database}", socket.display()),
                    None => write!(f, "postgres://{}:{}/{database}", options.get_host(), options.get_port()),
                }
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(url: &str) -> String {
        match url.parse::<DatabaseUrl>() {
            Ok(url) => url.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn reads_both_engines_and_hides_the_password() {
        assert_eq!(shown("sqlite:/var/lib/hearken.db"), "/var/lib/hearken.db");
        assert_eq!(shown("sqlite:///var/lib/hearken.db"), "/var/lib/hearken.db");
        assert_eq!(shown(" sqlite://data/hearken.db\n"), "data/hearken.db");
        assert_eq!(shown("postgres://me:s3cret@db.example:5433/desk"), "postgres://db.example:5433/desk");
        let url: DatabaseUrl = "postgres://me:s3cret@db.example/desk".parse().unwrap();
        assert!(!format!("{url:?}").contains("s3cret"));
    }

    #[test]
    fn says_what_is_wrong() {
        for (url, why) in [
            ("", "it is empty"),
            ("sqlite:", "it names no file"),
            ("sqlite::memory:", "a database in memory is lost with the process"),
            ("mysql://root@localhost/x", "not in mysql"),
            ("/var/lib/hearken.db", "it begins neither with sqlite: nor with postgres://"),
            ("postgres://me:s3cret@host:notaport/desk", "is not USER:PASSWORD@HOST:PORT/DATABASE"),
        ] {
            let text = shown(url);
            assert!(text.contains(why), "{url}: {text}");
            assert!(!text.contains("s3cret"), "{text}");
        }
    }
}
