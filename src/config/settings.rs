//! Process settings: this struct is `--help` and `.env.example` alike.

use std::net::SocketAddr;
use std::path::PathBuf;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use crate::prompts::Fault;
use crate::store::DatabaseUrl;

/// Where hearken keeps its data, what it reads, and where it listens.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// Where everything is kept: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME`. Without it, a SQLite file in
    /// this computer's usual data folder, made when it is missing.
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,

    /// Where the local chat's page and API listen. Anything but loopback is refused: they have no login.
    #[arg(long, env = "HEARKEN_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:7878", global = true)]
    pub listen: SocketAddr,

    /// The desk's rules and, for the local chat, its people and channels. `desk.example.toml` shows every one with its
    /// default.
    #[arg(long, env = "HEARKEN_DESK", value_name = "FILE", global = true)]
    pub desk: Option<PathBuf>,

    /// A folder laid out like `prompts/`: each file in it takes the place of the built-in one. Edits are picked up while
    /// hearken runs.
    #[arg(long, env = "HEARKEN_PROMPTS", value_name = "FOLDER", global = true)]
    pub prompts: Option<PathBuf>,

    /// How much to log: error, warn, info, debug or trace, also by part, such as `info,hearken::engine=debug`. Never
    /// holds what people wrote.
    #[arg(long, env = "HEARKEN_LOG", value_name = "LEVEL", default_value = "info", global = true)]
    pub log: String,
}

impl Settings {
    /// A setting that is there but empty, as after uncommenting a line of `.env`, counts as not set.
    pub fn drop_empty(&mut self) {
        self.database_url.take_if(|url| url.trim().is_empty());
        if self.log.trim().is_empty() {
            "info".clone_into(&mut self.log);
        }
        self.desk.take_if(|file| file.as_os_str().is_empty());
        self.prompts.take_if(|folder| folder.as_os_str().is_empty());
    }

    /// The address to listen on, which only this machine can reach.
    ///
    /// # Errors
    /// Any other: the local chat has no login, so nobody else may come near it.
    pub fn loopback(&self) -> Result<SocketAddr, Fault> {
        let listen = self.listen;
        if listen.ip().is_loopback() {
            return Ok(listen);
        }
        Err(Fault::of_setting(
            "HEARKEN_LISTEN",
            format!("{listen} can be reached by others, but the local chat has no login"),
            &format!("use 127.0.0.1:{}", listen.port()),
        ))
    }

    /// What to log, as it was asked for.
    ///
    /// # Errors
    /// Names the part that is no level: as the name of a part of hearken it would be taken without a word, and nothing
    /// would ever be logged.
    pub fn filter(&self) -> Result<EnvFilter, Fault> {
        let mend = "use error, warn, info, debug or trace, also by part, such as info,hearken::engine=debug";
        let level = |part: &str| part.rsplit('=').next().is_some_and(|level| level.parse::<LevelFilter>().is_ok());
        if let Some(odd) = self.log.split(',').map(str::trim).find(|part| !level(part)) {
            return Err(Fault::of_setting("HEARKEN_LOG", format!("“{odd}” is no level"), mend));
        }
        EnvFilter::try_new(&self.log).map_err(|why| Fault::of_setting("HEARKEN_LOG", why.to_string(), mend))
    }

    /// The database that is meant: the one that is named, else a file in the platform's data folder.
    ///
    /// # Errors
    /// A sentence for whoever starts hearken: what is wrong with the address, or that there is no such folder.
    pub fn database(&self) -> Result<DatabaseUrl, String> {
        if let Some(url) = self.database_url.as_deref() {
            return url.parse().map_err(|error: crate::store::StoreError| error.to_string());
        }
        let folders = directories::ProjectDirs::from("", "", "hearken").ok_or(
            "this account has no home folder to keep a database in; name a place with DATABASE_URL, for example \
             sqlite:/var/lib/hearken/hearken.db",
        )?;
        Ok(DatabaseUrl::file(folders.data_dir().join("hearken.db")))
    }
}
