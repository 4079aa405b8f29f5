//! Lists the files of the page, so that all of them are in the binary.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let page = Path::new("page");
    println!("cargo:rerun-if-changed=page");
    let mut files = Vec::new();
    let mut folders = vec![page.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the page is there").map(|e| e.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                files.push(entry);
            }
        }
    }
    files.sort();
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut list =
        String::from("/// The files of the page: path and bytes, in order.\nstatic FILES: &[(&str, &[u8])] = &[\n");
    for file in files {
        let name = file.strip_prefix(page).expect("below the page").to_string_lossy().replace('\\', "/");
        let path = root.join(&file).display().to_string();
        let _ = writeln!(list, "    ({name:?}, include_bytes!({path:?})),");
    }
    list.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("files.rs");
    fs::write(out, list).expect("the list is written");
}
