//! Files that are written for whoever asked, and read, piece by piece.

use boxwood_model::{BoxId, Layered, LiteMap, Place};
use boxwood_sync::Turn;

use super::Engine;
use crate::api::{Failure, FailureCode, ImportStep, Request, Response};
use crate::files::{CardsImport, Desktop, Export, FileImport, Stepped};
use crate::host::{Effect, Moment};
use crate::refused;
use crate::translate::{FreshIds, failure, id};

/// The files that are being worked on, by who asked.
#[derive(Debug, Default)]
pub(super) struct Files {
    last: u32,
    exports: LiteMap<u32, (u32, Export)>,
    imports: LiteMap<u32, (u32, Importing)>,
}

/// A file that is read in.
#[derive(Debug)]
enum Importing {
    Table(Box<FileImport>),
    Cards(CardsImport),
}

impl Importing {
    fn table(&mut self) -> Result<&mut FileImport, Failure> {
        match self {
            Self::Table(file) => Ok(file),
            Self::Cards(_) => Err(another_file()),
        }
    }

    fn cards(&mut self) -> Result<&mut CardsImport, Failure> {
        match self {
            Self::Cards(file) => Ok(file),
            Self::Table(_) => Err(another_file()),
        }
    }
}

/// There is no such file, or it is one of another kind.
fn another_file() -> Failure {
    let mut failure = failure(FailureCode::NotFound, None);
    failure.place = Some("file".to_owned());
    failure
}

impl Files {
    /// Nobody asks any more.
    pub(super) fn port_closed(&mut self, port: u32) {
        self.exports.remove(&port);
        self.imports.remove(&port);
    }

    const fn number(&mut self) -> u32 {
        self.last = self.last.wrapping_add(1);
        self.last
    }
}

/// What is being worked on under a number, taken out of the list so that it can be worked on.
fn take<T>(running: &mut LiteMap<u32, (u32, T)>, port: u32, number: u32) -> Result<T, Failure> {
    match running.remove(&port) {
        Some((name, work)) if name == number => Ok(work),
        other => {
            running.extend(other.map(|work| (port, work)));
            Err(another_file())
        }
    }
}

impl Engine {
    /// Answers a request about files. If there is a number with it, the answer waits for that write.
    pub(super) fn file(
        &mut self,
        port: u32,
        trusted: bool,
        request: Request,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) -> (Response, Option<u64>) {
        let answer = match request {
            Request::Export { .. } | Request::ExportNext { .. } => self.export(port, request),
            _ if !trusted => Err(failure(FailureCode::NotAllowed, None)),
            Request::ImportNext { import } => match self.import_next(port, import, moment, effects)
            {
                Ok((step, ticket)) => return (Response::ImportStepped { step }, ticket),
                Err(failure) => Err(failure),
            },
            request => self.import(port, request, moment),
        };
        let response = answer.unwrap_or_else(|failure| Response::Failed { failure });
        (response, None)
    }

    fn export(&mut self, port: u32, request: Request) -> Result<Response, Failure> {
        match request {
            Request::Export { what } => {
                let begun = Export::begin(&what, &mut self.desktop())?;
                let export = self.files.number();
                self.files.exports.insert(port, (export, begun));
                Ok(Response::Exporting { export })
            }
            Request::ExportNext { export: number } => {
                let mut export = take(&mut self.files.exports, port, number)?;
                let piece = export.next(&self.desktop())?;
                if !piece.is_last {
                    self.files.exports.insert(port, (number, export));
                }
                Ok(Response::Exported { piece })
            }
            _ => Ok(Response::Nothing),
        }
    }

    fn import(&mut self, port: u32, request: Request, moment: Moment) -> Result<Response, Failure> {
        match request {
            Request::Import { pipeline, resumes } => {
                if self.is_fetching() {
                    return Err(failure(FailureCode::StillFetching, None));
                }
                let run = match resumes {
                    Some(run) => id(&run, Place::Box)?,
                    None => BoxId::from_bytes(FreshIds::new(moment).id()),
                };
                let begun = FileImport::begin(&pipeline, run, &self.desktop())?;
                Ok(self.importing(port, run, Importing::Table(Box::new(begun))))
            }
            Request::ImportCards => {
                if self.is_fetching() {
                    return Err(failure(FailureCode::StillFetching, None));
                }
                let begun = CardsImport::begin(&self.desktop())?;
                let run = BoxId::from_bytes(FreshIds::new(moment).id());
                Ok(self.importing(port, run, Importing::Cards(begun)))
            }
            Request::CardsLook { import } => {
                let mut fresh = FreshIds::new(moment);
                let view = self.with_import(port, import, |file, desktop| {
                    file.cards()?.look(desktop, &mut || fresh.id())
                })?;
                let view = Box::new(view);
                Ok(Response::CardsLooked { view })
            }
            Request::CardsConfirm { import, skips_bad } => {
                self.with_import(port, import, |file, _| file.cards()?.confirm(skips_bad))?;
                Ok(Response::Nothing)
            }
            Request::ImportBytes { import, bytes } => {
                self.with_import(port, import, |file, _| match file {
                    Importing::Table(file) => file.add(&bytes),
                    Importing::Cards(file) => file.add(&bytes),
                })?;
                Ok(Response::Nothing)
            }
            Request::ImportLook { import, form, plan } => {
                let mut fresh = FreshIds::new(moment);
                let view = self.with_import(port, import, |file, desktop| {
                    file.table()?.look(form, plan, desktop, &mut || fresh.id())
                })?;
                let view = Box::new(view);
                Ok(Response::ImportLooked { view })
            }
            Request::ImportConfirm { import } => {
                self.with_import(port, import, |file, _| file.table()?.confirm())?;
                Ok(Response::Nothing)
            }
            Request::ImportEnd { import } => {
                take(&mut self.files.imports, port, import)?;
                Ok(Response::Nothing)
            }
            _ => Ok(Response::Nothing),
        }
    }

    fn importing(&mut self, port: u32, run: BoxId, file: Importing) -> Response {
        let import = self.files.number();
        self.files.imports.insert(port, (import, file));
        let run = run.to_string();
        Response::Importing { import, run }
    }

    fn with_import<T>(
        &mut self,
        port: u32,
        number: u32,
        work: impl FnOnce(&mut Importing, &Desktop<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut import = take(&mut self.files.imports, port, number)?;
        let result = work(&mut import, &self.desktop());
        self.files.imports.insert(port, (number, import));
        result
    }

    /// Goes on with an import. One that an action of is refused ends, with what was done before.
    fn import_next(
        &mut self,
        port: u32,
        number: u32,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) -> Result<(ImportStep, Option<u64>), Failure> {
        let mut fresh = FreshIds::new(moment);
        let Stepped { step, action } =
            self.with_import(port, number, |file, desktop| match file {
                Importing::Table(file) => file.step(desktop, &mut || fresh.id()),
                Importing::Cards(file) => file.step(),
            })?;
        let Some(action) = action else {
            return Ok((step, None));
        };
        let kind = (Turn::Do, refused::command(&action).to_owned());
        match self.intend(fresh.id(), kind, action, moment, effects) {
            Ok((ticket, _)) => Ok((step, ticket)),
            Err(failure) => {
                self.files.imports.remove(&port);
                Err(failure)
            }
        }
    }

    fn desktop(&mut self) -> Desktop<'_> {
        let records = self.replica.shown();
        Desktop {
            records: Layered {
                below: records.below,
                top: records.top,
            },
            index: &mut self.index,
            user: self.replica.identity().map(|hello| hello.user),
            now: self.now,
        }
    }
}
