//! The words after a command: options with a value, options without, and nothing else.

use anyhow::{Context, Result, bail};

/// What is left of the words after a command.
pub(crate) struct Arguments(Vec<String>);

impl Arguments {
    pub(crate) fn new(words: impl IntoIterator<Item = String>) -> Self {
        // `--name=value` is `--name value`.
        Self(
            words
                .into_iter()
                .flat_map(|word| match word.split_once('=') {
                    Some((name, value)) if name.starts_with("--") => {
                        vec![name.to_owned(), value.to_owned()]
                    }
                    _ => vec![word],
                })
                .collect(),
        )
    }

    /// Takes the option `name`, if it is there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() < before
    }

    /// Takes each value of the option `name`; a comma separates several.
    pub(crate) fn values(&mut self, name: &str) -> Result<Vec<String>> {
        let mut values = Vec::new();
        while let Some(at) = self.0.iter().position(|word| word == name) {
            self.0.remove(at);
            if self.0.get(at).is_none_or(|value| value.starts_with("--")) {
                bail!("{name} wants a value");
            }
            values.extend(self.0.remove(at).split(',').map(str::to_owned));
        }
        Ok(values)
    }

    /// Takes the value of the option `name`, which may be given once.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        let mut values = self.values(name)?;
        let value = values.pop();
        if !values.is_empty() {
            bail!("{name} is given more than once");
        }
        Ok(value)
    }

    /// Takes the next word that is no option.
    pub(crate) fn word(&mut self, wanted: &str) -> Result<String> {
        let at = self
            .0
            .iter()
            .position(|word| !word.starts_with("--"))
            .with_context(|| format!("say {wanted}"))?;
        Ok(self.0.remove(at))
    }

    /// Takes all words that are no options.
    pub(crate) fn words(&mut self) -> Vec<String> {
        self.0
            .extract_if(.., |word| !word.starts_with("--"))
            .collect()
    }

    /// Fails where something is left; `possible` is what could have been said.
    pub(crate) fn end(self, possible: &str) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some(word) if possible.is_empty() => {
                bail!("`{word}` is not understood: nothing goes there")
            }
            Some(word) => bail!("`{word}` is not understood; possible: {possible}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Arguments {
        Arguments::new(text.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn takes_options_with_and_without_value() {
        let mut arguments = of("--tour --only a,b --gmail=real size --only c");
        assert!(arguments.flag("--tour"));
        assert!(!arguments.flag("--release"));
        assert_eq!(arguments.values("--only").expect("values"), ["a", "b", "c"]);
        assert_eq!(
            arguments.value("--gmail").expect("one value").as_deref(),
            Some("real")
        );
        assert_eq!(arguments.word("a name").expect("a word"), "size");
        assert!(arguments.end("").is_ok());
    }

    #[test]
    fn names_what_is_wrong() {
        let message = |result: Result<()>| result.expect_err("a wrong word").to_string();
        assert_eq!(
            message(of("--tuor").end("--tour")),
            "`--tuor` is not understood; possible: --tour"
        );
        assert_eq!(
            message(of("--only --tour").values("--only").map(drop)),
            "--only wants a value"
        );
        assert_eq!(
            message(of("--data a --data b").value("--data").map(drop)),
            "--data is given more than once"
        );
        assert_eq!(
            message(of("--x").word("which bench").map(drop)),
            "say which bench"
        );
    }
}
