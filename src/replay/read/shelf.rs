//! A folder or a zip, seen as the same thing: JSON files with names.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::ReadError;

/// Largest file that is read out of a zip, in bytes unpacked. A real day of a busy channel is far below it; a zip made
/// to fill the memory is not.
pub const LARGEST: u64 = 256 * 1024 * 1024;

/// How deep folders are searched: exports are two levels, and a folder tree of somebody's home is not an export.
const DEEPEST: usize = 4;

/// JSON files with their names relative to the shelf, `/` between parts, and sizes in bytes unpacked.
pub struct Shelf {
    place: Place,
    /// Name and size of every `.json` file, in the order of their names.
    pub files: Vec<(String, u64)>,
}

enum Place {
    Folder(PathBuf),
    Zip(Box<ZipArchive<BufReader<File>>>),
}

impl Shelf {
    /// The JSON files of a folder and of the folders in it.
    ///
    /// # Errors
    /// When the folder itself cannot be listed.
    pub fn folder(path: &Path) -> Result<Shelf, ReadError> {
        let mut files = Vec::new();
        list(path, "", DEEPEST, &mut files).map_err(|source| ReadError::Closed { path: path.to_owned(), source })?;
        files.sort();
        Ok(Shelf { place: Place::Folder(path.to_owned()), files })
    }

    /// One file by itself.
    pub fn single(path: &Path, size: u64) -> Shelf {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Shelf { place: Place::Folder(folder), files: vec![(name, size)] }
    }

    /// The JSON files of a zip.
    ///
    /// # Errors
    /// When it does not open as a zip.
    pub fn zip(path: &Path, file: File) -> Result<Shelf, ReadError> {
        let broken = |why: String| ReadError::BrokenZip { path: path.to_owned(), why };
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| broken(error.to_string()))?;
        let mut files = Vec::new();
        for index in 0..archive.len() {
            let Ok(entry) = archive.by_index_raw(index) else { continue };
            let Ok(name) = entry.name() else { continue };
            // macOS puts a shadow of every file beside it.
            if name.ends_with(".json") && !name.starts_with("__MACOSX/") {
                files.push((name.into_owned(), entry.size()));
            }
        }
        files.sort();
        Ok(Shelf { place: Place::Zip(Box::new(archive)), files })
    }

    /// Bytes of all files together.
    pub fn size(&self) -> u64 {
        self.files.iter().map(|(_, size)| *size).fold(0, u64::saturating_add)
    }

    /// The bytes of one file.
    ///
    /// # Errors
    /// Why it cannot be read, in a few words; also when it is a zip's file of more than [`LARGEST`] bytes.
    pub fn open(&mut self, name: &str) -> Result<Box<dyn Read + '_>, String> {
        match &mut self.place {
            Place::Folder(folder) => {
                let file = File::open(folder.join(name)).map_err(|error| error.to_string())?;
                Ok(Box::new(file))
            }
            Place::Zip(archive) => {
                let entry = archive.by_name(name).map_err(|error| error.to_string())?;
                if entry.size() > LARGEST {
                    return Err(too_large());
                }
                Ok(Box::new(Capped { inner: entry, left: LARGEST }))
            }
        }
    }
}

/// Lists `.json` files below a folder; a folder inside that cannot be listed is left out, as a file would be.
fn list(folder: &Path, prefix: &str, depth: usize, into: &mut Vec<(String, u64)>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)?.flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let Ok(kind) = entry.metadata() else { continue };
        if kind.is_dir() && depth > 1 {
            let _unlisted = list(&entry.path(), &format!("{name}/"), depth - 1, into);
        } else if kind.is_file() && name.ends_with(".json") {
            into.push((name, kind.len()));
        }
    }
    Ok(())
}

/// Stops with an error, rather than an end that looks like a real one, after so many bytes: a zip may
/// say less about its sizes than is true.
struct Capped<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => {
                self.left = left;
                Ok(count)
            }
            None => Err(io::Error::other(too_large())),
        }
    }
}

fn too_large() -> String {
    format!("unpacks to more than {} MB", LARGEST >> 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_the_cap_is_an_error_not_an_end() {
        let mut capped = Capped { inner: io::repeat(b' '), left: 100 };
        let error = io::copy(&mut capped, &mut io::sink()).unwrap_err();
        assert!(error.to_string().contains("256 MB"), "{error}");
    }
}
