//! A list of URLs into a folder, with a record of each, so that a run that was
//! killed goes on where it stood.
//!
//! `fetch.jsonl` in the folder gets a line for each URL as it is done, after its
//! file is in place; at the end it is written anew in the order of the list. What
//! it says was fetched, and is still there, is not fetched again.

use super::schedule::{fetch_until, runtime};
use crate::error::{FetchError, Problem};
use crate::fetch::{Fetched, Fetcher};
use crate::settings::FetchSettings;
use crate::urls::{collision_key, file_name, web_url};
use calque_text::Remedy;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::NamedTempFile;

/// The name of the record in a folder.
const JOURNAL: &str = "fetch.jsonl";

/// What became of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FetchStatus {
    /// It was fetched.
    Fetched,
    /// The server, or `--offline`, says that the copy in the cache is good.
    Cached,
    /// An earlier run put it into the folder.
    Kept,
    /// It could not be had.
    Failed,
}

/// One line of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchRecord {
    /// The URL, without credentials.
    pub url: String,
    /// What became of it.
    pub status: FetchStatus,
    /// Its file, inside the folder; without a folder, in the cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Where redirects led, if anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_url: Option<String>,
    /// Its media type, as the server says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Its encoding, as the server says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
    /// Its size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// The SHA-256 of its bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// How many requests were made.
    pub tries: u32,
    /// Why it failed, in one word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// What became of a list.
#[derive(Clone, Debug)]
pub struct ListOutcome {
    /// A record for each URL, in the order of the list.
    pub records: Vec<FetchRecord>,
    /// Whether the user stopped it.
    pub interrupted: bool,
}

/// Fetches a list, into `folder` if there is one; `done` is told of each URL as it is done. Stops,
/// with what was done so far, when the user presses Ctrl-C. With `refresh` the server is asked
/// whether what is in the folder has changed.
pub fn fetch_list(
    urls: &[String],
    folder: Option<&Path>,
    refresh: bool,
    settings: &FetchSettings,
    done: &mut dyn FnMut(&FetchRecord),
) -> Result<ListOutcome, FetchError> {
    let fetcher = Arc::new(Fetcher::new(settings.clone())?);
    let mut folder = folder.map(|path| Folder::open(path, urls)).transpose()?;
    let mut records: HashMap<String, FetchRecord> = HashMap::new();
    let mut todo = Vec::new();
    for url in urls {
        let kept = folder.as_ref().filter(|_| !refresh).and_then(|f| f.kept(&web_url::shown(url)));
        match kept {
            Some(record) => {
                done(&record);
                records.insert(url.clone(), record);
            }
            None => todo.push(url.clone()),
        }
    }
    let mut trouble = None;
    let stop = async {
        // Where the system cannot tell of Ctrl-C, it ends the run as it ends any other.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let mut tell = |index: usize, result: &Result<Fetched, FetchError>| {
        let url: &String = &todo[index];
        let mut record = record(result);
        if let (Some(folder), Ok(fetched)) = (folder.as_mut(), result)
            && let Err(problem) = folder.take(url, fetched, &mut record)
        {
            record = failed(&FetchError::new(record.url, problem));
        }
        if let Some(Err(e)) = folder.as_mut().map(|f| f.append(&record)) {
            trouble.get_or_insert(e);
        }
        done(&record);
        records.insert(url.clone(), record);
    };
    let results = runtime()?.block_on(fetch_until(&fetcher, &todo, stop, &mut tell));
    let interrupted = results.iter().any(|r| matches!(r, Err(e) if matches!(e.problem, Problem::Stopped)));
    let stopped = |url: &String| failed(&FetchError::new(web_url::shown(url), Problem::Stopped));
    let records: Vec<FetchRecord> =
        urls.iter().map(|url| records.get(url).cloned().unwrap_or_else(|| stopped(url))).collect();
    if let Some(folder) = folder {
        folder.finish(&records)?;
    }
    match trouble {
        Some(e) => Err(e),
        None => Ok(ListOutcome { records, interrupted }),
    }
}

fn record(result: &Result<Fetched, FetchError>) -> FetchRecord {
    match result {
        Err(error) => failed(error),
        Ok(page) => FetchRecord {
            url: page.url.clone(),
            status: if page.cached { FetchStatus::Cached } else { FetchStatus::Fetched },
            file: Some(page.path.to_string_lossy().into_owned()),
            final_url: (page.final_url != page.url).then(|| page.final_url.clone()),
            media_type: page.media_type.clone(),
            charset: page.charset.clone(),
            bytes: Some(page.bytes),
            sha256: Some(page.sha256.clone()),
            tries: page.tries,
            reason: None,
            message: None,
            help: None,
        },
    }
}

fn failed(error: &FetchError) -> FetchRecord {
    FetchRecord {
        url: error.url.clone(),
        status: FetchStatus::Failed,
        file: None,
        final_url: error.at.clone(),
        media_type: None,
        charset: None,
        bytes: None,
        sha256: None,
        tries: error.tries,
        reason: Some(error.problem.name().to_owned()),
        message: Some(error.problem.to_string()),
        help: Some(error.help().into_owned()),
    }
}

/// A folder that is being filled.
struct Folder {
    path: PathBuf,
    journal: File,
    /// What the journal said at the start, the last word on each URL.
    before: Vec<FetchRecord>,
    by_url: HashMap<String, usize>,
    /// How many URLs of the list might have the same name.
    alike: HashMap<String, usize>,
    /// Whose each file is.
    owners: HashMap<String, String>,
}

impl Folder {
    fn open(path: &Path, urls: &[String]) -> Result<Self, FetchError> {
        let fail = |e: &io::Error| FetchError::new("", Problem::disk(path, e));
        fs::create_dir_all(path).map_err(|e| fail(&e))?;
        let text = match fs::read(path.join(JOURNAL)) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(e) if e.kind() == io::ErrorKind::NotFound => String::new(),
            Err(e) => return Err(fail(&e)),
        };
        // The last line of a killed run may be half a line.
        let mut before: Vec<FetchRecord> = Vec::new();
        let mut by_url = HashMap::new();
        for record in text.lines().filter_map(|line| serde_json::from_str::<FetchRecord>(line).ok()) {
            if let Some(&i) = by_url.get(&record.url) {
                before[i] = record;
            } else {
                by_url.insert(record.url.clone(), before.len());
                before.push(record);
            }
        }
        let owners = before.iter().filter_map(|r| Some((r.file.clone()?.to_lowercase(), r.url.clone()))).collect();
        let mut alike = HashMap::new();
        let mut distinct: Vec<&String> = urls.iter().collect();
        distinct.sort();
        distinct.dedup();
        distinct.iter().for_each(|url| *alike.entry(collision_key(url)).or_default() += 1);
        let mut journal = File::options().create(true).append(true).open(path.join(JOURNAL)).map_err(|e| fail(&e))?;
        if !text.is_empty() && !text.ends_with('\n') {
            journal.write_all(b"\n").map_err(|e| fail(&e))?;
        }
        Ok(Self { path: path.to_path_buf(), journal, before, by_url, alike, owners })
    }

    /// What an earlier run fetched, if it is still there.
    fn kept(&self, url: &str) -> Option<FetchRecord> {
        let record = self.by_url.get(url).map(|&i| &self.before[i]).filter(|r| r.status != FetchStatus::Failed)?;
        let length = fs::metadata(self.path.join(record.file.as_deref()?)).ok()?.len();
        (Some(length) == record.bytes).then(|| FetchRecord { status: FetchStatus::Kept, ..record.clone() })
    }

    /// Puts a fetched file into the folder, and its name into the record.
    fn take(&mut self, url: &str, page: &Fetched, record: &mut FetchRecord) -> Result<(), Problem> {
        let shared = self.alike.get(&collision_key(url)).is_some_and(|&n| n > 1);
        let mut name = file_name(url, page.media_type.as_deref(), shared);
        if self.owners.get(&name.to_lowercase()).is_some_and(|owner| *owner != record.url) {
            name = file_name(url, page.media_type.as_deref(), true);
        }
        let path = self.path.join(&name);
        let copy = || {
            let folder = path.parent().unwrap_or(&self.path);
            fs::create_dir_all(folder)?;
            let mut file = temporary(folder)?;
            io::copy(&mut File::open(&page.path)?, &mut file)?;
            file.persist(&path).map(drop).map_err(|e| e.error)
        };
        copy().map_err(|e: io::Error| Problem::disk(&path, &e))?;
        self.owners.insert(name.to_lowercase(), record.url.clone());
        record.file = Some(name);
        Ok(())
    }

    /// Notes that a URL is done.
    fn append(&mut self, record: &FetchRecord) -> Result<(), FetchError> {
        let line = line(record);
        self.journal
            .write_all(line.as_bytes())
            .map_err(|e| FetchError::new("", Problem::disk(self.path.join(JOURNAL), &e)))
    }

    /// Writes the journal anew: the list in its order, then what earlier lists left.
    fn finish(self, records: &[FetchRecord]) -> Result<(), FetchError> {
        let now: HashMap<&str, &FetchRecord> = records.iter().map(|r| (r.url.as_str(), r)).collect();
        let mut lines = String::new();
        let mut written = std::collections::HashSet::new();
        for record in records.iter().chain(self.before.iter().filter(|r| !now.contains_key(r.url.as_str()))) {
            let stopped = record.reason.as_deref() == Some(Problem::Stopped.name());
            if !stopped && written.insert(record.url.clone()) {
                // Whether this run fetched it or an earlier one is of no interest to the next.
                let status = if record.status == FetchStatus::Kept { FetchStatus::Fetched } else { record.status };
                lines.push_str(&line(&FetchRecord { status, ..record.clone() }));
            }
        }
        let path = self.path.join(JOURNAL);
        let write = || {
            let mut file = temporary(&self.path)?;
            file.write_all(lines.as_bytes())?;
            file.persist(&path).map(drop).map_err(|e| e.error)
        };
        write().map_err(|e: io::Error| FetchError::new("", Problem::disk(&path, &e)))
    }
}

fn line(record: &FetchRecord) -> String {
    // A record is strings and numbers, which always have a JSON form.
    serde_json::to_string(record).unwrap_or_default() + "\n"
}

/// A temporary file that anybody may read whom the umask allows, as if it were created in place.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".calque-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
