//! Asks all indexes, and puts together what to show.

use super::card::Card;
use super::{Asked, Group, Hit, HitKind, Library, Results, Shelf, key};
use crate::content::World;
use crate::expression::searched::{Boxes, Searched};
use crate::language::{Content, Document, Field, Query};
use crate::search::{
    Answer, Correction, Count, Documents, Findable, Request, SnippetLimit, snippets,
};

/// What of boxes is a result of its own.
const PARTS: [Field; 3] = [Field::Task, Field::Comment, Field::Subject];

/// The records of an index that holds cards.
struct Cards<'r> {
    shelf: Shelf,
    world: World<'r>,
}

impl Documents for Cards<'_> {
    fn document(&self, id: u128, see: &mut dyn FnMut(&dyn Document)) {
        if let Some(card) = Card::of(key(self.shelf, id), self.world.records) {
            see(&card);
        }
    }
}

impl Library {
    /// What the query is true of, by kind. Where nothing is found at all, words that are nowhere
    /// are taken for others that look like them, and it is said which. `pipelines` are those that
    /// the query was read with.
    #[must_use]
    pub fn search<'p>(
        &self,
        asked: &Asked<'_>,
        pipelines: impl IntoIterator<Item = &'p boxwood_model::Pipeline>,
        world: World<'_>,
    ) -> Results {
        let boxes = Boxes::new(world, pipelines);
        let results = self.once(asked, &boxes, world, false);
        if results.groups.is_empty() {
            return self.once(asked, &boxes, world, true);
        }
        results
    }

    fn once(
        &self,
        asked: &Asked<'_>,
        boxes: &Boxes<'_>,
        world: World<'_>,
        forgives: bool,
    ) -> Results {
        let mut results = Results::default();
        for shelf in Shelf::ALL {
            if asked.boxes_only && shelf != Shelf::Boxes {
                continue;
            }
            let cards = Cards { shelf, world };
            let documents: &dyn Documents = match shelf {
                Shelf::Boxes => boxes,
                _ => &cards,
            };
            let request = request(asked, asked.query, forgives);
            let answer = self.index_of(shelf).search(&request, documents);
            let query = corrected(asked.query, &answer.corrections);
            for correction in &answer.corrections {
                if !results.corrections.contains(correction) {
                    results.corrections.push(correction.clone());
                }
            }
            let hit = |id, score| match shelf {
                Shelf::Boxes => {
                    let contents = boxes.contents(id)?;
                    let searched = Searched::new(&contents);
                    Some(shown(asked, &query, shelf, (id, score), &searched))
                }
                _ => {
                    let card = Card::of(key(shelf, id), world.records)?;
                    Some(shown(asked, &query, shelf, (id, score), &card))
                }
            };
            let found = answer.found.iter();
            let hits = found.filter_map(|found| hit(found.id, found.score));
            push(
                HitKind::Record(shelf),
                hits.collect(),
                answer.count,
                &mut results,
            );
        }
        for part in PARTS {
            self.part(asked, part, boxes, &mut results);
        }
        results
    }

    /// The boxes that have the words in a part of theirs, with that part.
    fn part(&self, asked: &Asked<'_>, part: Field, boxes: &Boxes<'_>, results: &mut Results) {
        let Some(query) = asked.query.within(part) else {
            return;
        };
        let request = request(asked, &query, false);
        let Answer { found, count, .. } = self.index_of(Shelf::Boxes).search(&request, boxes);
        let hits = found.iter().filter_map(|found| {
            let contents = boxes.contents(found.id)?;
            let searched = Searched::new(&contents);
            let of = (found.id, found.score);
            Some(shown(asked, &query, Shelf::Boxes, of, &searched))
        });
        push(HitKind::Part(part), hits.collect(), count, results);
    }
}

fn push(kind: HitKind, hits: Vec<Hit>, count: Count, results: &mut Results) {
    if !hits.is_empty() {
        results.groups.push(Group { kind, hits, count });
    }
}

fn request<'a>(asked: &Asked<'a>, query: &'a Query, forgives: bool) -> Request<'a> {
    Request {
        query,
        context: asked.context,
        limit: asked.limit,
        puts_aside: true,
        counts: false,
        forgives,
    }
}

fn corrected(query: &Query, corrections: &[Correction]) -> Query {
    query.with_words(&|word| {
        let known = corrections.iter().find(|known| known.asked == word);
        known.map(|known| known.taken.clone())
    })
}

fn shown(
    asked: &Asked<'_>,
    query: &Query,
    shelf: Shelf,
    (id, score): (u128, f32),
    document: &impl Findable,
) -> Hit {
    let stemmer = asked.context.stemmer.map(|stemmer| stemmer as _);
    let mut name = String::new();
    document.any(Field::Name, &mut |content| {
        if let Content::Text(text) = content {
            text.clone_into(&mut name);
        }
        true
    });
    Hit {
        key: key(shelf, id),
        score,
        highlights: query.highlights(&name, Field::Name, stemmer),
        name,
        snippets: snippets(query, document, stemmer, SnippetLimit::default()),
    }
}
