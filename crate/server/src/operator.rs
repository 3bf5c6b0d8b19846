//! The records in the hands of whoever runs the server, while it runs or not.

use std::sync::Arc;

use boxwood_model::{Member, UserId};
use boxwood_sync::{Authority, AuthorityStore as _, PushRequest, Submission};

use crate::audit::{self, COMMAND_LINE, Deed};
use crate::key;
use crate::moment;
use crate::place::{self, OpenError, Place, Wanted};
use crate::storage::{Connection, Database, Purpose};
use crate::store::{Store, StoreError};
use crate::team::{self, JoinError, Joined};
use crate::token::ListedToken;

/// Why something that the operator wants cannot be.
#[derive(Debug, thiserror::Error)]
pub enum OperatorError {
    /// The records cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The address or name is not acceptable, or another reason of the team's rules.
    #[error("{0}")]
    Refused(boxwood_model::Refusal),
    /// Nobody in the team has this address.
    #[error("nobody in the team has the address {0}")]
    Unknown(String),
    /// No token that holds has this number.
    #[error("there is no token {0} that holds")]
    NoToken(i64),
    /// The first of some mutations is not the next one of its replica.
    #[error("mutation {expected} of this replica is next, {got} came")]
    Gap {
        /// The sequence number that is next.
        expected: u64,
        /// The one that came.
        got: u64,
    },
    /// The system has no randomness.
    #[error("the system gives no random numbers: {0}")]
    Random(getrandom::Error),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(String),
}

impl From<StoreError> for OperatorError {
    fn from(error: StoreError) -> Self {
        Self::Database(error.to_string())
    }
}

impl From<JoinError> for OperatorError {
    fn from(error: JoinError) -> Self {
        match error {
            JoinError::Refused(refusal) => Self::Refused(refusal),
            JoinError::NotFirst => Self::Refused(boxwood_model::Refusal::NotAllowed),
            JoinError::Random(error) => Self::Random(error),
            JoinError::Store(error) => error.into(),
        }
    }
}

/// Which tokens to revoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// All of the person with this address, and all sessions and API keys.
    Email(String),
    /// The one with this number.
    Id(i64),
}

/// The operator's hand on a team's records. Servers may run over the same: they notice.
#[derive(Debug)]
pub struct Operator {
    database: Arc<dyn Database>,
    connection: Box<dyn Connection>,
}

impl Operator {
    /// Opens the records at a place; the database is made if need be.
    ///
    /// # Errors
    /// If the place cannot be used.
    pub fn open(place: impl Into<Place>) -> Result<Self, OperatorError> {
        Self::over(place::open(&place.into(), Wanted::New)?)
    }

    /// Opens records that are there.
    ///
    /// # Errors
    /// If they are not, or cannot be used.
    pub fn open_existing(place: impl Into<Place>) -> Result<Self, OperatorError> {
        Self::over(place::open(&place.into(), Wanted::Existing)?)
    }

    fn over(database: Arc<dyn Database>) -> Result<Self, OperatorError> {
        let connection = database.connect(Purpose::Writing)?;
        Ok(Self {
            database,
            connection,
        })
    }

    /// Makes a token for a person, who is taken into the team if need be; the first one owns it.
    ///
    /// # Errors
    /// If the address or name is not acceptable, or the database fails.
    pub fn new_token(&mut self, email: &str, name: Option<&str>) -> Result<Joined, OperatorError> {
        let server = self.database.server();
        self.write(|store| {
            let now = moment::now();
            let (joined, _) = team::join(store, server, now, email, name)?;
            let about = joined.member.email.clone();
            audit::note(store, now, None, Deed::TokenMade, about, COMMAND_LINE)?;
            Ok(joined)
        })
    }

    /// Takes mutations in a person's name, as if a browser of theirs had sent them: an import. All
    /// of them in one transaction, and none if one is refused.
    ///
    /// # Errors
    /// If the person is not in the team, a mutation is refused or out of turn, or the database fails.
    pub fn submit(&mut self, user: UserId, request: &PushRequest) -> Result<(), OperatorError> {
        self.write(|store| {
            Authority::new(store, moment::now())
                .push(user, request)
                .map_err(|problem| match problem {
                    Submission::NotAllowed | Submission::NotEmpty | Submission::Differs => {
                        OperatorError::Refused(boxwood_model::Refusal::NotAllowed)
                    }
                    Submission::Gap { expected, got } => OperatorError::Gap { expected, got },
                    Submission::Store(error) => error.into(),
                })?;
            let refused = store.refusals(request.client, request.first.saturating_sub(1))?;
            match refused.into_iter().next() {
                Some(refused) => Err(OperatorError::Refused(refused.reason)),
                None => Ok(()),
            }
        })
    }

    /// Which log this is: what a [`PushRequest`] names.
    #[must_use]
    pub fn server(&self) -> boxwood_sync::ServerId {
        self.database.server()
    }

    /// Every token there ever was, oldest first, with its person.
    ///
    /// # Errors
    /// If the database fails.
    pub fn tokens(&mut self) -> Result<Vec<(ListedToken, Option<Member>)>, OperatorError> {
        let (members, tokens) = self.write(|store| {
            let members = store.people()?;
            Ok((members, store.connection()?.tokens()?))
        })?;
        Ok(tokens
            .into_iter()
            .map(|token| {
                let member = members.iter().find(|member| member.id == token.user);
                (token.into(), member.cloned())
            })
            .collect())
    }

    /// Revokes tokens, sessions and API keys; says how many.
    ///
    /// # Errors
    /// If there is no such person or token, or the database fails.
    pub fn revoke(&mut self, which: &Which) -> Result<usize, OperatorError> {
        self.write(|store| {
            let now = moment::now();
            let about = match which {
                Which::Email(email) => email.trim().to_lowercase(),
                Which::Id(id) => format!("token {id}"),
            };
            audit::note(store, now, None, Deed::AccessRevoked, about, COMMAND_LINE)?;
            match which {
                Which::Email(email) => {
                    let member = team::find(store, email)?
                        .ok_or_else(|| OperatorError::Unknown(email.clone()))?;
                    let connection = store.connection()?;
                    let tokens = connection.revoke_tokens(member.id, now)?;
                    let sessions = connection.revoke_sessions(member.id, now)?;
                    // Whom an issuer means by the address is asked anew.
                    connection.forget_identities(member.id)?;
                    let keys = key::of(store, member.id)?;
                    for key in &keys {
                        key::revoke(store, now, Some(member.id), key.id)?;
                    }
                    store.access_may_have_changed();
                    Ok(tokens + sessions + keys.len())
                }
                Which::Id(id) => {
                    if store.connection()?.revoke_token(*id, now)? {
                        Ok(1)
                    } else {
                        Err(OperatorError::NoToken(*id))
                    }
                }
            }
        })
    }

    /// One transaction; nothing of it holds if `work` fails.
    fn write<T>(
        &mut self,
        work: impl FnOnce(&mut Store<'_>) -> Result<T, OperatorError>,
    ) -> Result<T, OperatorError> {
        self.connection.begin()?;
        let mut store = Store::writing(&mut *self.connection, self.database.team());
        let done = work(&mut store).and_then(|done| {
            store.keep()?;
            store.finish()?;
            Ok(done)
        });
        match done {
            Ok(done) => {
                self.connection.commit()?;
                Ok(done)
            }
            Err(error) => {
                self.connection.roll_back()?;
                Err(error)
            }
        }
    }
}
