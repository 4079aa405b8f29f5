//! What an original was when its translation was last changed, by Git: through the program `git`, which knows every
//! kind of repository. Three calls serve a whole tree.

use crate::error::TreeError;
use crate::scan::PageFile;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The largest original that is read from a repository.
const MAX_BLOB: u64 = 64 << 20;

/// With what an original is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// With what it was when its translation was last committed.
    Translation,
    /// With what it was at this revision, or at the last commit of its translation where that is later.
    Revision(String),
}

impl Since {
    /// `translation`, or a revision as Git names it: a tag, a branch, a hash.
    pub fn parse(text: &str) -> Self {
        if text == "translation" { Self::Translation } else { Self::Revision(text.to_owned()) }
    }
}

/// A repository.
pub(crate) struct History {
    top: PathBuf,
    /// The revision from which on commits count.
    base: Option<String>,
}

impl History {
    /// The repository that holds `folder`.
    pub(crate) fn open(folder: &Path, since: &Since) -> Result<Self, TreeError> {
        let top = git(folder, &["rev-parse", "--show-toplevel"])?;
        let base = match since {
            Since::Translation => None,
            Since::Revision(name) => {
                let commit = format!("{name}^{{commit}}");
                let found = git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]);
                let said = format!("there is no revision `{name}`");
                let asked = format!("rev-parse {name}");
                Some(found.map_err(|_| TreeError::Git { asked, said })?.trim().to_owned())
            }
        };
        Ok(Self { top: PathBuf::from(top.trim_end_matches(['\n', '\r'])), base })
    }

    /// What each original was when its translation was last changed: pairs of an original and its translation in, the
    /// old bytes out; none where it was not there, or where the translation is not in the repository.
    pub(crate) fn before(&self, pairs: &[(&PageFile, &PageFile)]) -> Result<Vec<Option<Vec<u8>>>, TreeError> {
        let commits = self.last_commits(pairs.iter().map(|(_, target)| target.path.as_path()))?;
        let mut asked = Vec::new();
        for (source, target) in pairs {
            let commit =
                self.inside(&target.path).and_then(|path| commits.get(&path).cloned()).or_else(|| self.base.clone());
            asked.push(commit.zip(self.inside(&source.path)).map(|(commit, path)| format!("{commit}:{path}")));
        }
        self.blobs(&asked)
    }

    /// A path inside the repository, with `/`.
    fn inside(&self, path: &Path) -> Option<String> {
        let path = path.canonicalize().ok()?;
        let top = self.top.canonicalize().ok()?;
        let inside = path.strip_prefix(top).ok()?;
        Some(inside.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    }

    /// By path: the last commit of each file, of those after the base.
    fn last_commits<'a>(&self, files: impl Iterator<Item = &'a Path>) -> Result<HashMap<String, String>, TreeError> {
        // The folder that holds them all, so that no command line is too long.
        let mut folder: Option<PathBuf> = None;
        for file in files {
            let parent = file.canonicalize().ok().and_then(|p| p.parent().map(Path::to_path_buf)).unwrap_or_default();
            folder = Some(match folder {
                None => parent,
                Some(common) => {
                    common.ancestors().find(|a| parent.starts_with(a)).unwrap_or(Path::new("/")).to_path_buf()
                }
            });
        }
        let Some(folder) = folder else { return Ok(HashMap::new()) };
        let range = self.base.as_ref().map_or_else(|| "HEAD".to_owned(), |base| format!("{base}..HEAD"));
        let folder = folder.to_string_lossy().into_owned();
        let args = [
            "log",
            "--format=%x01%H",
            "--name-only",
            "-z",
            "--no-renames",
            "-m",
            "--first-parent",
            &range,
            "--",
            &folder,
        ];
        let log = git(&self.top, &args)?;
        let (mut commits, mut commit) = (HashMap::new(), String::new());
        for part in log.split(['\0', '\n']) {
            if let Some(hash) = part.strip_prefix('\u{1}') {
                hash.clone_into(&mut commit);
            } else if !part.is_empty() {
                // The newest comes first.
                commits.entry(part.to_owned()).or_insert_with(|| commit.clone());
            }
        }
        Ok(commits)
    }

    /// The contents of `commit:path`, in order; none of those that are not there.
    fn blobs(&self, names: &[Option<String>]) -> Result<Vec<Option<Vec<u8>>>, TreeError> {
        let wanted: Vec<&String> = names.iter().flatten().filter(|n| !n.contains('\n')).collect();
        if wanted.is_empty() {
            return Ok(vec![None; names.len()]);
        }
        let said =
            |e: &dyn std::fmt::Display| TreeError::Git { asked: "cat-file --batch".to_owned(), said: e.to_string() };
        let mut child = Command::new("git")
            .arg("-C")
            .arg(&self.top)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| said(&e))?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(said(&"it gave no pipes"));
        };
        let asked = wanted.iter().fold(String::new(), |all, name| all + name + "\n");
        // Written beside the reading, or both would wait for each other.
        let writer = std::thread::spawn(move || input.write_all(asked.as_bytes()));
        let mut output = BufReader::new(output);
        let mut found = HashMap::new();
        for name in &wanted {
            let mut head = String::new();
            output.read_line(&mut head).map_err(|e| said(&e))?;
            let mut words = head.rsplit(' ');
            let size = words.next().and_then(|n| n.trim().parse::<u64>().ok());
            let Some(size) = size.filter(|_| words.next() == Some("blob")) else { continue };
            let mut bytes = Vec::new();
            (&mut output).take(size + 1).read_to_end(&mut bytes).map_err(|e| said(&e))?;
            bytes.pop();
            if size <= MAX_BLOB {
                found.insert((*name).clone(), bytes);
            }
        }
        let _ = writer.join();
        child.wait().map_err(|e| said(&e))?;
        Ok(names.iter().map(|name| found.get(name.as_ref()?).cloned()).collect())
    }
}

/// What git says.
fn git(folder: &Path, args: &[&str]) -> Result<String, TreeError> {
    let asked = || args.first().map_or_else(String::new, |a| (*a).to_owned());
    let done = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "core.quotePath=false"])
        .args(args)
        .stdin(Stdio::null())
        .output()
        .map_err(|e| TreeError::Git { asked: asked(), said: format!("cannot be run: {e}") })?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr).lines().next().unwrap_or("failed").to_owned();
        return Err(TreeError::Git { asked: asked(), said });
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}
