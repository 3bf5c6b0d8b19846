//! Stems of fifteen languages: forms of a word that share one, and any word at all.

use proptest::prelude::*;

use crate::language::text::Tokens;
use crate::language::{StemLanguage, Stemmer};

/// Words that have one stem, as they are written.
const FORMS: &[(&str, &[&str])] = &[
    (
        "da",
        &["kontrakt", "kontrakten", "kontrakter", "kontrakterne"],
    ),
    ("nl", &["contract", "contracten"]),
    ("en-US", &["report", "reports", "reported", "reporting"]),
    ("fi", &["talo", "talot", "talossa"]),
    ("fr", &["contrat", "contrats"]),
    ("de-AT", &["Vertrag", "Vertrags", "Vertrages"]),
    ("hu", &["asztal", "asztalok", "asztalnak"]),
    ("it", &["contratto", "contratti"]),
    ("nb", &["kontrakt", "kontrakten", "kontrakter"]),
    ("pt-BR", &["contrato", "contratos"]),
    ("ro", &["contract", "contractul", "contractele"]),
    ("ru", &["договор", "договора", "договоры"]),
    ("es", &["canción", "canciones"]),
    ("sv", &["kontrakt", "kontrakten", "kontrakter"]),
    ("tr", &["kitap", "kitaplar"]),
];

#[test]
fn forms_of_a_word_share_a_stem() {
    assert_eq!(FORMS.len(), StemLanguage::ALL.len());
    for (tag, forms) in FORMS {
        let language = StemLanguage::of_tag(tag).expect("a language");
        let stem = |form: &str| language.stemmer().stem(Tokens::of(form).word(0));
        for form in *forms {
            assert_eq!(stem(form), stem(forms[0]), "{tag}: {form}");
        }
        // What stands for all words would tell nothing.
        assert_ne!(stem(forms[0]), stem("другое"), "{tag}");
        assert_ne!(stem(forms[0]), stem("something"), "{tag}");
    }
}

#[test]
fn every_language_has_its_own_stemmer() {
    assert!(StemLanguage::of_tag("tlh").is_none());
    assert!(StemLanguage::of_tag("").is_none());
    let german = StemLanguage::German.stemmer();
    let english = StemLanguage::English.stemmer();
    assert_ne!(german.stem("reporting"), english.stem("reporting"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// An index looks up stems by this letter.
    #[test]
    fn a_stem_starts_as_its_word(latin in "[a-z]{1,24}", russian in "[а-я]{1,24}", any in "\\PC{1,12}") {
        for word in [latin, russian, any] {
            for language in StemLanguage::ALL {
                let stem = language.stem(&word);
                prop_assert_eq!(stem.chars().next(), word.chars().next(), "{:?} {}", language, word);
            }
        }
    }
}
