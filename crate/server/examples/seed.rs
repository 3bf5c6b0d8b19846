//! Fills a data folder for measuring and for trying things out: a person, a pipeline as a sales team
//! would have it, and as many boxes as wanted. The same `--boxes` always gives the same records.
//!
//! `cargo run --release -p boxwood-server --example seed -- --data DIR --email ADDR --name NAME --boxes N`

use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use boxwood_model::{
    Action, BoxId, Choice, ChoiceId, ClientId, Colour, Date, Decimal, FieldId, FieldKind,
    FieldSpec, Hlc, Operation, PipelineId, StageId, StageSpec, Thread, ThreadId, UserId, Value,
};
use boxwood_server::Operator;
use boxwood_sync::PushRequest;
use clap::Parser;
use oorandom::Rand64;

/// Fills a data folder with a person and a pipeline of invented boxes; prints a token as JSON.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder with the database; made if need be. No server may write to it meanwhile.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The address of the person's Gmail account.
    #[arg(long, value_name = "ADDR")]
    email: String,
    /// The name that teammates see.
    #[arg(long)]
    name: String,
    /// How many boxes.
    #[arg(long, value_name = "N")]
    boxes: u64,
}

/// How many mutations go into one transaction.
const TOGETHER: usize = 20_000;
const DAY: u64 = 86_400_000;
const PIPELINE: &str = "Sales";

const STAGES: [(&str, u32); 7] = [
    ("Lead", 0x5f_63_68),
    ("Contacted", 0x1a_73_e8),
    ("Qualified", 0x12_9e_af),
    ("Proposal", 0x93_34_e6),
    ("Negotiation", 0xe8_71_0a),
    ("Won", 0x18_80_38),
    ("Lost", 0xd9_30_25),
];
const SOURCES: [&str; 4] = ["Referral", "Website", "Event", "Outbound"];
const FIRST: [&str; 24] = [
    "Nord", "Alder", "Brass", "Copper", "Delta", "Ember", "Fjord", "Granite", "Harbour", "Iron",
    "Juniper", "Kestrel", "Linden", "Maple", "North", "Orchard", "Pine", "Quarry", "River",
    "Stone", "Thistle", "Union", "Vale", "Willow",
];
const SECOND: [&str; 20] = [
    "Foods",
    "Logistics",
    "Bikes",
    "Works",
    "Clinic",
    "Labs",
    "Energy",
    "Print",
    "Tools",
    "Media",
    "Mills",
    "Optics",
    "Travel",
    "Systems",
    "Paper",
    "Glass",
    "Motors",
    "Studio",
    "Bank",
    "Farms",
];
const ABOUT: [&str; 10] = [
    "new fleet",
    "yearly contract",
    "pilot",
    "second site",
    "renewal",
    "spare parts",
    "training days",
    "move from the old supplier",
    "framework agreement",
    "trial order",
];
const STEPS: [&str; 8] = [
    "Send the price list",
    "Call on Monday",
    "Wait for their lawyers",
    "Meet at the fair",
    "Ask for the floor plan",
    "Send the contract",
    "Visit the site",
    "Remind them in a month",
];
const NOTES: [&str; 5] = [
    "They want delivery before the season begins, and asked twice about spare parts.",
    "Decision lies with the board, which meets at the end of the quarter.",
    "Budget is set. They compare us with two others; price matters less than service.",
    "Former customer; left over a late delivery three years ago. Be punctual.",
    "Speak with the head of operations, not with purchasing.",
];

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let started = Instant::now();
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let now = u64::try_from(now.as_millis())?;
    let mut operator = Operator::open(arguments.data)?;
    let joined = operator.new_token(&arguments.email, Some(&arguments.name))?;
    let mut import = Import::new(&mut operator, joined.member.id, now);
    let pipeline = Sales::begin(&mut import)?;
    for number in 0..arguments.boxes {
        pipeline.add_box(&mut import, number, arguments.boxes)?;
    }
    import.send()?;
    let mutations = import.next - 1;
    let line = serde_json::json!({
        "token": joined.token.reveal(),
        "pipeline": pipeline.id.to_string(),
        "boxes": arguments.boxes,
        "mutations": mutations,
        "seconds": started.elapsed().as_secs_f64(),
    });
    writeln!(std::io::stdout(), "{line}").context("cannot print")
}

/// Mutations on their way into the store.
struct Import<'o> {
    operator: &'o mut Operator,
    user: UserId,
    client: ClientId,
    random: Rand64,
    now: u64,
    next: u64,
    intents: Vec<(Hlc, Action)>,
}

impl<'o> Import<'o> {
    fn new(operator: &'o mut Operator, user: UserId, now: u64) -> Self {
        let mut random = Rand64::new(7);
        // The replica is new at each import, so that a folder can be filled twice.
        let mut bytes = [0; 10];
        bytes[..8].copy_from_slice(&random.rand_u64().to_be_bytes());
        Self {
            operator,
            user,
            client: ClientId::from_parts(now, bytes),
            random,
            now,
            next: 1,
            intents: Vec::new(),
        }
    }

    fn add(&mut self, at: u64, operation: Operation) -> Result<()> {
        self.intents.push((Hlc::at(at), operation.into()));
        if self.intents.len() >= TOGETHER {
            self.send()?;
        }
        Ok(())
    }

    fn send(&mut self) -> Result<()> {
        let intents = std::mem::take(&mut self.intents);
        let first = self.next;
        self.next += u64::try_from(intents.len())?;
        let request = PushRequest {
            server: self.operator.server(),
            client: self.client,
            first,
            intents,
        };
        self.operator
            .submit(self.user, &request)
            .context("the records were not taken")
    }

    fn bytes(&mut self) -> [u8; 10] {
        let mut bytes = [0; 10];
        bytes[..8].copy_from_slice(&self.random.rand_u64().to_be_bytes());
        bytes[8..].copy_from_slice(&self.random.rand_u64().to_be_bytes()[..2]);
        bytes
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Result<T> {
        let at = self.below(u64::try_from(all.len())?);
        all.get(usize::try_from(at)?)
            .copied()
            .context("an empty list")
    }

    fn below(&mut self, end: u64) -> u64 {
        self.random.rand_range(0..end.max(1))
    }

    /// Whether something happens that does so in `percent` of all cases.
    fn by_chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// The pipeline, by the ids of its parts.
struct Sales {
    id: PipelineId,
    stages: Vec<StageId>,
    sources: Vec<ChoiceId>,
    value: FieldId,
    close: FieldId,
    owner: FieldId,
    source: FieldId,
    step: FieldId,
    priority: FieldId,
}

impl Sales {
    fn begin(import: &mut Import<'_>) -> Result<Self> {
        let at = import.now - 400 * DAY;
        let mut field = || FieldId::from_parts(at, import.bytes());
        let (value, close, owner) = (field(), field(), field());
        let (source, step, priority) = (field(), field(), field());
        let stages: Vec<StageId> = STAGES
            .map(|_| StageId::from_parts(at, import.bytes()))
            .into();
        let sources: Vec<ChoiceId> = SOURCES
            .map(|_| ChoiceId::from_parts(at, import.bytes()))
            .into();
        let sales = Self {
            id: PipelineId::from_parts(at, import.bytes()),
            stages,
            sources,
            value,
            close,
            owner,
            source,
            step,
            priority,
        };
        let choices = sales.sources.iter().zip(SOURCES).map(|(id, name)| Choice {
            id: *id,
            name: name.to_owned(),
        });
        let fields = [
            (value, "Value", FieldKind::Currency("EUR".to_owned())),
            (close, "Close date", FieldKind::Date),
            (owner, "Owner", FieldKind::Person),
            (source, "Source", FieldKind::Dropdown(choices.collect())),
            (step, "Next step", FieldKind::Text),
            (priority, "Priority", FieldKind::Checkbox),
        ];
        let stages = sales.stages.iter().zip(STAGES);
        let create = Operation::CreatePipeline {
            id: sales.id,
            name: PIPELINE.to_owned(),
            stages: stages
                .map(|(id, (name, hex))| StageSpec {
                    id: *id,
                    name: name.to_owned(),
                    colour: Colour::from_hex(hex),
                })
                .collect(),
            fields: fields
                .map(|(id, name, kind)| FieldSpec {
                    id,
                    name: name.to_owned(),
                    kind,
                })
                .into(),
        };
        import.add(at, create)?;
        Ok(sales)
    }

    /// A box; the older ones are further along.
    fn add_box(&self, import: &mut Import<'_>, number: u64, of: u64) -> Result<()> {
        let at = import.now - 365 * DAY + 364 * DAY * number / of.max(1);
        let id = BoxId::from_parts(at, import.bytes());
        let company = format!("{} {}", import.one_of(&FIRST)?, import.one_of(&SECOND)?);
        let name = format!("{company} – {}", import.one_of(&ABOUT)?);
        let thread = import.by_chance(60).then(|| {
            // The older half of the range that Gmail's ids of today come from.
            let thread = format!("{:016x}", 0x18_00_00_00_00_00_00_00 + number * 0x10_00_01);
            let subject = format!("{company}: your offer");
            (ThreadId(thread), Thread { subject })
        });
        let create = Operation::CreateBox {
            id,
            pipeline: self.id,
            stage: import.one_of(&self.stages)?,
            name,
            thread,
        };
        import.add(at, create)?;
        for (percent, field) in [
            (85, self.value),
            (60, self.close),
            (75, self.owner),
            (50, self.source),
            (40, self.step),
            (15, self.priority),
        ] {
            if import.by_chance(percent) {
                let value = self.content(import, field)?;
                import.add(at + 60_000, Operation::SetField { id, field, value })?;
            }
        }
        if import.by_chance(25) {
            let notes = import.one_of(&NOTES)?.to_owned();
            import.add(at + 120_000, Operation::SetNotes { id, notes })?;
        }
        Ok(())
    }

    fn content(&self, import: &mut Import<'_>, field: FieldId) -> Result<Value> {
        Ok(if field == self.value {
            Value::Number(Decimal::from((import.below(400) + 1) * 250))
        } else if field == self.close {
            let (month, day) = (import.below(12) + 1, import.below(28) + 1);
            let date = Date::new(2026, u8::try_from(month)?, u8::try_from(day)?);
            Value::Date(date.context("there is no such day")?)
        } else if field == self.owner {
            Value::Person(import.user)
        } else if field == self.source {
            Value::Choice(import.one_of(&self.sources)?)
        } else if field == self.step {
            Value::Text(import.one_of(&STEPS)?.to_owned())
        } else {
            Value::Checkbox(true)
        })
    }
}
