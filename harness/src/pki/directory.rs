//! The test PKI as a directory of PEM files, for peers that are configured with files.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;
use x509_cert::der::pem::{LineEnding, encode_string};

use super::authority::Family;
use super::kind::Holder;
use super::{CLIENT_IDENTITY, Credential, Flaw, KeyKind, Pki, SERVER_NAME};

/// The file that lists the others. Its first line marks the directory as one of ours.
const README: &str = "README.md";
const TITLE: &str = "# Flightcheck test PKI";

/// Why the directory was not written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// It holds something that was not written by Flightcheck.
    #[error("{} holds other files: name a new or an empty directory", dir.display())]
    NotEmpty {
        /// The directory.
        dir: PathBuf,
    },
    /// The file system refused.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// What was read or written.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

/// One file: its path below the directory, what it is, and what is in it.
struct PemFile {
    path: String,
    meaning: String,
    text: String,
}

impl PemFile {
    fn new(path: impl Into<String>, meaning: impl Into<String>, text: String) -> Self {
        Self { path: path.into(), meaning: meaning.into(), text }
    }
}

/// Writes all files and their README into `dir`; returns the paths.
pub(super) fn write(pki: Pki, dir: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let failed = |path: &Path, source| WriteError::Io { path: path.to_owned(), source };
    fs::create_dir_all(dir).map_err(|error| failed(dir, error))?;
    if !is_ours(dir).map_err(|error| failed(dir, error))? {
        return Err(WriteError::NotEmpty { dir: dir.to_owned() });
    }
    let files = trust_files(pki).into_iter().chain(leaf_files(pki)).collect::<Vec<_>>();
    // The README goes first: a run that breaks off leaves a directory that the next run may complete.
    let readme = PemFile::new(README, "", readme(&files));
    let write_one = |file: &PemFile| {
        let path = dir.join(&file.path);
        write_file(&path, &file.text).map_err(|error| failed(&path, error))?;
        Ok(path)
    };
    [&readme].into_iter().chain(&files).map(write_one).collect()
}

/// True for an empty directory, and for one that was written before.
fn is_ours(dir: &Path) -> io::Result<bool> {
    if fs::read_dir(dir)?.next().is_none() {
        return Ok(true);
    }
    match fs::read_to_string(dir.join(README)) {
        Ok(text) => Ok(text.lines().next() == Some(TITLE)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn write_file(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

/// Roots and revocation lists.
fn trust_files(pki: Pki) -> Vec<PemFile> {
    let mut files = vec![
        PemFile::new("roots.pem", "both trusted roots", pems("CERTIFICATE", &pki.roots())),
        PemFile::new("crls.pem", "revocation lists of all authorities", pems("X509 CRL", &pki.crls())),
    ];
    for (family, kind) in [(Family::Ecdsa, KeyKind::EcdsaP256), (Family::Rsa, KeyKind::Rsa2048)] {
        let (name, root, list) = (family.name(), pki.root_for(kind), pki.crl(kind));
        files.extend([
            PemFile::new(
                format!("root-{name}.pem"),
                format!("the {name} root"),
                pems("CERTIFICATE", &[root]),
            ),
            PemFile::new(
                format!("root-{name}.crl.pem"),
                format!("revocation list of the {name} root"),
                pems("X509 CRL", &[list]),
            ),
        ]);
    }
    files
}

/// Certificate chain and private key of every leaf.
fn leaf_files(pki: Pki) -> Vec<PemFile> {
    let mut files = Vec::new();
    for holder in Holder::ALL {
        for (kind, flaw) in KeyKind::ALL.into_iter().flat_map(|kind| Flaw::ALL.map(|flaw| (kind, flaw))) {
            let credential = match holder {
                Holder::Server => pki.server(kind, flaw),
                Holder::Client => pki.client(kind, flaw),
            };
            files.extend(credential_files(holder, kind, flaw, &credential));
        }
    }
    files
}

fn credential_files(holder: Holder, kind: KeyKind, flaw: Flaw, credential: &Credential) -> [PemFile; 2] {
    let base = match flaw {
        Flaw::None => format!("{}/{}/valid", holder.name(), kind.name()),
        _ => format!("{}/{}/{}", holder.name(), kind.name(), flaw.name()),
    };
    let (chain, key) = (pems("CERTIFICATE", &credential.chain), credential.private_key.clone());
    [
        PemFile::new(format!("{base}.pem"), flaw.explanation(), chain),
        PemFile::new(format!("{base}.key.pem"), "its private key", pems("PRIVATE KEY", &[key])),
    ]
}

/// A line a file.
fn readme(files: &[PemFile]) -> String {
    let mut text = format!(
        "{TITLE}\n\nPublished keys: they protect nothing. The same bytes on every machine.\n\
         Servers are {SERVER_NAME}, clients are {CLIENT_IDENTITY}.\n\n| file | what it is |\n|---|---|\n"
    );
    for file in files {
        writeln!(text, "| `{}` | {} |", file.path, file.meaning).expect("a String takes all that is written");
    }
    text
}

/// PEM blocks of one label, one behind the other (RFC 7468).
fn pems(label: &str, ders: &[Vec<u8>]) -> String {
    let pem = |der: &Vec<u8>| encode_string(label, LineEnding::LF, der).expect("the labels here are sound");
    ders.iter().map(pem).collect()
}

#[cfg(test)]
mod tests {
    use x509_cert::Certificate;
    use x509_cert::der::Encode as _;

    use super::*;

    #[test]
    fn writes_what_it_says_and_again_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let read = |paths: &[PathBuf]| paths.iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>();
        let first = Pki.write_to(dir.path()).unwrap();
        let before = read(&first);
        let second = Pki.write_to(dir.path()).unwrap();
        assert_eq!(first, second);
        assert_eq!(before, read(&second));
        // README, three files of roots, three of lists, and two files for each of 2 × 3 × 13 leaves.
        assert_eq!(first.len(), 1 + 3 + 3 + 2 * 2 * 3 * 13);
    }

    #[test]
    fn a_chain_file_is_the_chain() {
        let dir = tempfile::tempdir().unwrap();
        Pki.write_to(dir.path()).unwrap();
        let text = fs::read(dir.path().join("client/rsa-2048/via-intermediate.pem")).unwrap();
        let chain: Vec<_> =
            Certificate::load_pem_chain(&text).unwrap().iter().map(|c| c.to_der().unwrap()).collect();
        assert_eq!(chain, Pki.client(KeyKind::Rsa2048, Flaw::ViaIntermediate).chain);
    }

    #[test]
    fn other_files_are_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("thesis.txt"), "ten years of work").unwrap();
        let error = Pki.write_to(dir.path()).unwrap_err();
        assert!(matches!(&error, WriteError::NotEmpty { dir: named } if named == dir.path()), "{error}");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn another_readme_does_not_make_it_ours() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(README), "# Another project\n").unwrap();
        assert!(matches!(Pki.write_to(dir.path()), Err(WriteError::NotEmpty { .. })));
    }
}
