# What people read, in English. One file a language; every message here is used, and no text is anywhere else.

### Words of many screens

loading = Loading…
cancel = Cancel
mail-no-subject = (no subject)

### Gmail's navigation and lists

nav-new-pipeline = New pipeline
# On the row of a mail: the pipeline and stage of the box that it is in.
row-label = { $pipeline } · { $stage }
row-label-more = { $label } +{ $count }

### The status line

status-label = Boxwood’s status
status-starting = Starting…
status-connecting = Connecting…
status-saved = All changes saved
status-saving = Saving…
status-sending =
    { $count ->
        [one] Sending 1 change…
       *[other] Sending { $count } changes…
    }
status-offline =
    { $count ->
        [0] Offline
        [one] Offline. 1 change waits
       *[other] Offline. { $count } changes wait
    }
status-reconnect = Try now
status-never-signed-in = Not connected to a server
status-signed-out =
    { $count ->
        [0] Signed out. Nothing was deleted
        [one] Signed out. Nothing was deleted, and 1 change waits
       *[other] Signed out. Nothing was deleted, and { $count } changes wait
    }
status-open-options = Open settings
status-outdated = Boxwood was updated; reload Gmail
status-reload = Reload
status-memory-only = The browser refuses to store changes. They are kept in memory until they are sent; leave this window open.
status-storage-damaged = Some of what this browser stored could not be read. It is fetched from the server again; changes that had not been sent may be lost.
status-clock-ahead =
    { $seconds ->
        [one] This computer’s clock is 1 second ahead. Please set it.
       *[other] This computer’s clock is { $seconds } seconds ahead. Please set it.
    }

### Changes that the server refused

# $what is one of the commands below.
refused = { $what } was not accepted.
refused-of = { $what } was not accepted for “{ $subject }”.
refused-copy = Copy what was typed
refused-dismiss = Dismiss
command-createPipeline = Making a pipeline
command-renamePipeline = Renaming the pipeline
command-createBox = Making a box
command-renameBox = Renaming the box
command-setNotes = Changing the notes
command-moveBox = Moving the box
command-setField = Changing a field
command-addThread = Adding a mail
command-removeThread = Removing a mail
command-deleteBox = Deleting the box
command-restoreBox = Bringing the box back
command-dismissRefused = Dismissing a message

### Before the first sign-in

invitation = Boxwood keeps pipelines and boxes beside your mail. Connect it to your team’s server to begin.
invitation-connect = Connect to a server

### The sidebar

panel-label = Boxwood
panel-no-boxes = This mail is in no box yet.
panel-no-pipelines = Make a pipeline first; this mail can then go into one of its boxes.
box-name = Name
box-stage = Stage
box-notes = Notes
box-notes-placeholder = Add notes
box-waiting = Has a change that is not sent yet
box-other-mails = Other mails in this box
box-remove-mail = Remove this mail from the box
box-delete = Delete this box
# Said for a moment, with a button that takes it back.
box-deleted = Deleted “{ $name }”
undo = Undo
box-open-mail =
    { $count ->
        [one] Open its mail
       *[other] Open the first of { $count } mails
    }
add-new = Add to new box
add-existing = Add to existing box
add-pipeline = Pipeline
add-submit = Add
find-label = Find a box
find-placeholder = A part of its name
find-hits = Boxes found
find-none = No box has this in its name.
find-no-boxes = There is no other box yet.

### Cells

cell-nothing = –
cell-checked = Yes
cell-option-gone = (no longer there)

### New pipeline

new-pipeline-title = New pipeline
new-pipeline-start-from = Start from
new-pipeline-stages = Stages
new-pipeline-no-fields = No fields yet
new-pipeline-currency = Currency
new-pipeline-create = Create pipeline
pipeline-name = Pipeline name

### A pipeline

pipeline-count =
    { $count ->
        [one] 1 box
       *[other] { $count } boxes
    }
pipeline-empty = No boxes yet. Add one to a stage here, or from beside a mail.
pipeline-missing = This pipeline is not here. It may have been deleted, or it has not arrived yet.
grid-label = Boxes of { $pipeline }
grid-sort = Sort by { $column }
group-fold = Fold { $stage }
group-unfold = Unfold { $stage }
group-add = Add box
group-add-to = Add a box to { $stage }
group-add-name = Name of the new box in { $stage }
group-add-placeholder = Name of the new box

### Settings

options-title = Boxwood settings
options-no-account = Boxwood does not know a Gmail account yet. Open Gmail first; then come back to connect it to a server.
options-open-gmail = Open Gmail
options-server = Server
options-person = Signed in as
options-token = Token
options-token-hint = Whoever runs the server makes the token for { $account }. No mail page can read it.
options-sign-in = Sign in
options-signing-in = Signing in…
options-sign-out = Sign out
options-sign-out-keeps = Signing out forgets the token. Records stay, and so do changes that wait.

### Failures: one for each code, and finer ones where the place says more

failure-not-allowed = You may not do this.
failure-not-found = It is not there any more.
failure-already-exists = It is there already.
failure-empty = It must not be empty.
failure-empty-boxName = A box needs a name.
failure-empty-pipelineName = A pipeline needs a name.
failure-empty-token = Paste the token here.
failure-too-long =
    { $has ->
       *[other] Too long: it has { $has } characters, and { $most } are the most.
    }
failure-too-many = Too many: there would be { $has }, and { $most } are the most.
failure-control-character = It holds a character that cannot be shown ({ $code }).
failure-wrong-type = This does not fit the field.
failure-malformed = This is not written as it should be.
failure-malformed-number = This is not a number.
failure-malformed-date = This is not a date.
failure-malformed-server = This is not the address of a server. It looks like https://boxwood.example.
failure-malformed-server-empty = Type the address of the server.
failure-malformed-server-malformed = This is not the address of a server. It looks like https://boxwood.example.
failure-malformed-server-not-secure = The address must begin with https://. Only a server on this computer may be reached by http://.
failure-duplicate = The same thing is there twice.
failure-never-signed-in = Connect Boxwood to a server first.
failure-still-fetching = The records have not come from the server yet. Please try again when it is in reach.
failure-token-refused = The server does not take this token. It may be mistyped or revoked.
failure-server-nonsense = This address answers, but not as a Boxwood server does.
failure-server-version = The server speaks another version than this extension. Update the older of the two.
failure-other-server = This is another server than the one that the records here came from.
failure-other-account = The token belongs to { $email }, and this Gmail account is { $account }.
failure-unreachable = The server cannot be reached.
failure-server-failed = The server failed ({ $status }). Boxwood tries again.
failure-core-stopped = Boxwood stopped and is being started again. What was saved is there; please try once more.

### Templates

template-sales = Sales
template-sales-stage-lead = Lead
template-sales-stage-contacted = Contacted
template-sales-stage-qualified = Qualified
template-sales-stage-proposal = Proposal
template-sales-stage-negotiation = Negotiation
template-sales-stage-won = Won
template-sales-stage-lost = Lost
template-sales-field-value = Value
template-sales-field-close-date = Close date
template-sales-field-owner = Owner
template-sales-field-source = Source
template-sales-field-next-step = Next step
template-sales-choice-referral = Referral
template-sales-choice-website = Website
template-sales-choice-event = Event
template-sales-choice-outbound = Outbound

template-hiring = Hiring
template-hiring-stage-applied = Applied
template-hiring-stage-screen = Phone screen
template-hiring-stage-interview = Interview
template-hiring-stage-onsite = On-site
template-hiring-stage-offer = Offer
template-hiring-stage-hired = Hired
template-hiring-stage-rejected = Rejected
template-hiring-field-role = Role
template-hiring-field-recruiter = Recruiter
template-hiring-field-interview-date = Interview date
template-hiring-field-salary = Salary
template-hiring-field-source = Source
template-hiring-field-references = References checked
template-hiring-choice-referral = Referral
template-hiring-choice-job-board = Job board
template-hiring-choice-agency = Agency
template-hiring-choice-inbound = Inbound

template-fundraising = Fundraising
template-fundraising-stage-prospect = Prospect
template-fundraising-stage-intro = Intro
template-fundraising-stage-pitched = Pitched
template-fundraising-stage-diligence = Due diligence
template-fundraising-stage-term-sheet = Term sheet
template-fundraising-stage-committed = Committed
template-fundraising-stage-passed = Passed
template-fundraising-field-amount = Amount
template-fundraising-field-kind = Kind
template-fundraising-field-lead = Could lead
template-fundraising-field-owner = Owner
template-fundraising-field-next-meeting = Next meeting
template-fundraising-choice-angel = Angel
template-fundraising-choice-fund = Fund
template-fundraising-choice-strategic = Strategic
template-fundraising-choice-foundation = Foundation

template-deal-flow = Deal flow
template-deal-flow-stage-inbound = Inbound
template-deal-flow-stage-first-look = First look
template-deal-flow-stage-meeting = Meeting
template-deal-flow-stage-diligence = Due diligence
template-deal-flow-stage-committee = Committee
template-deal-flow-stage-invested = Invested
template-deal-flow-stage-passed = Passed
template-deal-flow-field-round = Round
template-deal-flow-field-raising = Raising
template-deal-flow-field-sector = Sector
template-deal-flow-field-partner = Partner
template-deal-flow-field-introduced-by = Introduced by
template-deal-flow-choice-pre-seed = Pre-seed
template-deal-flow-choice-seed = Seed
template-deal-flow-choice-series-a = Series A
template-deal-flow-choice-later = Later

template-support = Support
template-support-stage-new = New
template-support-stage-open = Open
template-support-stage-waiting = Waiting
template-support-stage-escalated = Escalated
template-support-stage-solved = Solved
template-support-field-priority = Priority
template-support-field-assignee = Assignee
template-support-field-topic = Topic
template-support-field-due = Due
template-support-choice-low = Low
template-support-choice-medium = Medium
template-support-choice-high = High
template-support-choice-urgent = Urgent
template-support-choice-billing = Billing
template-support-choice-account = Account
template-support-choice-product = Product
template-support-choice-other = Other

template-bugs = Bug tracking
template-bugs-stage-reported = Reported
template-bugs-stage-confirmed = Confirmed
template-bugs-stage-in-progress = In progress
template-bugs-stage-review = In review
template-bugs-stage-fixed = Fixed
template-bugs-stage-wont-fix = Won’t fix
template-bugs-field-severity = Severity
template-bugs-field-assignee = Assignee
template-bugs-field-version = Version
template-bugs-field-steps = Steps to reproduce
template-bugs-field-regression = Regression
template-bugs-choice-low = Low
template-bugs-choice-medium = Medium
template-bugs-choice-high = High
template-bugs-choice-urgent = Urgent

template-product = Product development
template-product-stage-idea = Idea
template-product-stage-research = Research
template-product-stage-design = Design
template-product-stage-build = Build
template-product-stage-beta = Beta
template-product-stage-launched = Launched
template-product-field-owner = Owner
template-product-field-effort = Effort
template-product-field-impact = Impact
template-product-field-launch-date = Launch date
template-product-choice-low = Low
template-product-choice-medium = Medium
template-product-choice-high = High
template-product-choice-urgent = Urgent

template-projects = Project management
template-projects-stage-backlog = Backlog
template-projects-stage-planned = Planned
template-projects-stage-active = Active
template-projects-stage-blocked = Blocked
template-projects-stage-done = Done
template-projects-field-owner = Owner
template-projects-field-due = Due
template-projects-field-budget = Budget
template-projects-field-priority = Priority
template-projects-choice-low = Low
template-projects-choice-medium = Medium
template-projects-choice-high = High
template-projects-choice-urgent = Urgent

template-blank = Blank
template-blank-stage-to-do = To do
template-blank-stage-doing = Doing
template-blank-stage-done = Done
