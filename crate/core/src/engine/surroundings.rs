//! What the engine is told of the place that its screens are in.

use boxwood_query::Alphabet;

use super::Engine;
use crate::api::Response;
use crate::translate::bad_alphabet;

impl Engine {
    /// The screens are in this time zone from now on.
    pub(super) fn zone(&mut self, offset_minutes: i16) -> Response {
        self.stale |= self.now.offset_minutes != offset_minutes;
        self.now.offset_minutes = offset_minutes;
        Response::Nothing
    }

    /// The screens' language has these letters.
    pub(super) fn alphabet(&mut self, letters: &str) -> Response {
        match Alphabet::read(letters) {
            Ok(alphabet) => {
                self.stale |= self.index.sort_by(alphabet);
                Response::Nothing
            }
            Err(error) => Response::Failed {
                failure: bad_alphabet(error),
            },
        }
    }
}
