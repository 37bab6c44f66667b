//! `flightcheck pki DIR`: the deterministic test PKI as PEM files.

use std::path::PathBuf;

use crate::pki::Pki;

/// Write the deterministic test PKI as PEM files.
#[derive(Debug, clap::Args)]
pub struct PkiArgs {
    /// Directory to write into: a new one, an empty one, or one written by this command before.
    dir: PathBuf,
}

/// Runs the command; says on standard output how much was written and where to read on.
///
/// # Errors
/// When the directory holds other files, or cannot be written.
pub fn run(args: &PkiArgs) -> anyhow::Result<()> {
    let files = Pki.write_to(&args.dir)?;
    println!("{} files in {}; README.md there has a line for each", files.len(), args.dir.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_directory_it_is_given() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("new/pki");
        run(&PkiArgs { dir: dir.clone() }).unwrap();
        assert!(dir.join("server/ecdsa-p256/valid.pem").is_file());
    }

    #[test]
    fn refuses_a_directory_with_other_files_in_words() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("a"), "b").unwrap();
        let error = run(&PkiArgs { dir: home.path().to_owned() }).unwrap_err();
        assert!(error.to_string().contains("name a new or an empty directory"), "{error}");
    }
}
