//! The queries of the golden files over their documents: the index finds what the files say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::Shelf;
use crate::language::tests::example::{Example, Sheet, UTC, context};
use crate::language::{Options, Query};
use crate::search::{Index, Request};

#[test]
fn every_query_finds_the_documents_that_the_files_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/query/match");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let file = fs::read_to_string(&path).expect("a file");
        let (mut names, mut sheets, mut queries) = (Vec::new(), Vec::new(), Vec::new());
        for block in file.split("\n\n") {
            let lines = block
                .lines()
                .filter(|line| !line.starts_with("# ") && !line.is_empty());
            let lines: Vec<&str> = lines.collect();
            match lines.split_first() {
                Some((first, rest)) if first.starts_with("document ") => {
                    names.push(first.trim_start_matches("document "));
                    sheets.push(Sheet::read(rest));
                }
                _ => queries.extend(lines),
            }
        }
        let shelf = Shelf::of(sheets);
        let index = Index::build(shelf.each());
        for line in queries {
            let (expected, text) = line.split_once(" <- ").expect("names <- query");
            let query = Query::parse(text, &Example, Options::default());
            let context = context(&UTC);
            let request = Request {
                query: &query,
                context: &context,
                limit: names.len(),
                puts_aside: false,
                counts: true,
                forgives: false,
            };
            let answer = index.search(&request, &shelf);
            let found: BTreeSet<&str> = answer
                .found
                .iter()
                .map(|found| names[found.id as usize])
                .collect();
            let expected: BTreeSet<&str> =
                expected.split(' ').filter(|name| *name != "none").collect();
            assert_eq!(found, expected, "{}: {text}", path.display());
            count += 1;
        }
    }
    assert!(count >= 300, "{count} queries");
}
