# What people read, in English. One file a language; every message here is used, and no text is anywhere else.

### Words of many screens

loading = Loading…
cancel = Cancel
close = Close
save = Save
restore = Bring back
restore-what = Bring back { $what }
move-earlier = Move earlier
move-later = Move later
mail-no-subject = (no subject)

### Gmail's navigation and lists

nav-new-pipeline = New pipeline
# On the row of a mail: the pipeline and stage of the box that it is in.
row-label = { $pipeline } · { $stage }
row-label-more = { $label } +{ $count }
# On the row of a mail that very surely belongs into a box.
row-suggestion = { $box }?

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
status-moving = Moving to the server: { $percent } %
status-alone = All changes saved, in this browser only
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
status-memory-only-alone = The browser refuses to store changes. They are in memory only; leave this window open, and export what you need.
status-storage-damaged-alone = Some of what this browser stored could not be read. There is no server that has a copy of it.
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
command-editPipeline = Changing the pipeline
command-editStage = Changing a stage
command-editField = Changing a field of the pipeline
command-editBoxes = Changing a box
command-createContact = Making a contact
command-editContact = Changing a contact
command-createOrganization = Making an organization
command-editOrganization = Changing an organization
command-createSnippet = Making a snippet
command-editSnippet = Changing a snippet
command-createView = Saving a view
command-editView = Changing a view
command-set = Changing a setting
command-editTeam = Changing the team
command-dismissSuggestion = Turning a suggestion down
command-forgetLearnt = Forgetting what was learnt
command-batch = Several changes
command-undo = Undoing
command-redo = Redoing

### Before the first sign-in

invitation = Boxwood keeps pipelines and boxes beside your mail. Start alone in this browser, or connect to your team’s server.
invitation-connect = Begin

### Home, contacts, organizations, the bin

places-label = Boxwood’s pages
place-home = Home
place-contacts = Contacts
place-organizations = Organizations
place-bin = Bin
home-tasks = To do this week
home-everybody = Everybody’s tasks
home-no-tasks = Nothing is due this week.
home-still = In the same stage for over two weeks
home-still-hint = Boxes that nobody has moved for a while, the longest first.
home-news = What happened lately
people-find = Find by name or address
people-not-found = Nobody is called so.
people-made = Made { $name }
contacts-count =
    { $count ->
        [one] 1 contact
       *[other] { $count } contacts
    }
contacts-empty = No contacts yet. They come with the boxes that are about them, or from a file.
contact-new = New contact
contact-missing = This contact is not here. It may not have arrived yet.
contact-given-name = First name
contact-family-name = Last name
contact-title = Title
organizations-count =
    { $count ->
        [one] 1 organization
       *[other] { $count } organizations
    }
organizations-empty = No organizations yet.
organization-new = New organization
organization-missing = This organization is not here. It may not have arrived yet.
organization-industry = Industry
organization-employees = Employees
organization-domains = Domains
person-emails = E-mail
person-phones = Telephone
person-boxes = Boxes
person-links = Has to do with
person-delete = Move to the bin
person-is-deleted = This is in the bin.
bin-empty = The bin is empty.
bin-pipelines = Pipelines
bin-boxes = Boxes
bin-deleted =
    { $days ->
        [one] Deleted { $when }; kept for 1 more day
       *[other] Deleted { $when }; kept for { $days } more days
    }
bin-merged = Merged into another box { $when }

### The palette and the keyboard

palette-label = Find and do
palette-placeholder = Type the name of a box, a pipeline, or what to do
palette-none = Nothing is called so.
palette-action = Action
keys-title = Keyboard shortcuts
keys-anywhere = Anywhere in Gmail
keys-anywhere-palette = Find and do
keys-anywhere-keys = This page
keys-anywhere-close = Close, or give up
keys-table = In a table
keys-table-move = From cell to cell
keys-table-extend = Choose several cells
keys-table-all = Choose all cells
keys-table-edit = Edit the cell
keys-table-open = Open the link or the box
keys-table-copy = Copy and paste
keys-table-fill = Fill down
keys-table-empty = Empty the cells; on a name, delete the box
keys-table-find = Find in the rows
keys-table-row = Move the box, also to the next group
keys-table-undo = Undo and redo
keys-mail = In a mail that you write
keys-mail-snippet = Put in the snippet whose letters were typed
keys-board = On a board
keys-board-move = From card to card
keys-board-take = Take the card along
keys-board-open = Open the card’s box
keys-box = In a box
keys-box-stage = To another stage
keys-box-send = Send the comment
keys-box-mention = Mention somebody

### The sidebar

panel-label = Boxwood
panel-no-boxes = This mail is in no box yet.
panel-no-pipelines = Make a pipeline first; this mail can then go into one of its boxes.
box-name = Name
box-stage = Stage
box-assignees = Assigned to
box-archived = Archived
box-notes = Notes
box-notes-placeholder = Add notes
box-waiting = Has a change that is not sent yet
box-other-mails = Other mails in this box
box-remove-mail = Remove this mail from the box
box-delete = Delete this box
box-follow = Follow
box-unfollow = Stop following
box-followers = Followed by { $names }
box-archive = Archive
box-unarchive = Take out of the archive
box-duplicate = Duplicate
box-copy-name = { $name } (copy)
box-move = Move to another pipeline
box-move-nowhere = There is no other pipeline.
box-move-hint = Fields go along where the other pipeline has one of the same name and type. The rest stays in the box’s history.
box-merge = Merge into another box
box-merge-into = Merge into
# Said for a moment, with a button that takes it back.
box-deleted = Deleted “{ $name }”
undo = Undo
undo-what = Undo: { $what }
redo = Redo
redo-what = Redo: { $what }
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
find-suggested = Suggested

### Suggestions: the box that a mail most likely belongs to

suggestion-belongs = Probably belongs to
suggestion-file = Add this mail to “{ $box }” in { $pipeline }
suggestion-dismiss = Not “{ $box }”
# Why a box is suggested: $here of the last $of mails that are like it went there.
why-autoBox = Mail from this contact goes into this box.
why-senderIsContact = The sender is a contact of this box.
why-recipientIsContact = A recipient is a contact of this box.
why-domainOfOrganization = The sender writes from an organization of this box.
why-nameInSubject = The box’s name is in the subject.
why-filed-thread = { $here } of { $of } mails of this conversation went here.
why-filed-sender = { $here } of { $of } mails from this sender went here.
why-filed-sender-named = { $here } of { $of } mails from { $who } went here.
why-filed-senderName = { $here } of { $of } mails from a sender of this name went here.
why-filed-subject = { $here } of { $of } mails with this subject went here.
why-filed-subjectBeginning = { $here } of { $of } mails whose subject begins like this went here.
why-filed-recipients = { $here } of { $of } mails to the same people went here.
why-filed-domain = { $here } of { $of } mails from this domain went here.
why-filed-domain-named = { $here } of { $of } mails from { $who } went here.
file-selected = Add to a Boxwood box
file-selected-label =
    { $count ->
        [one] Find a box for this mail
       *[other] Find a box for { $count } mails
    }
file-selected-done =
    { $count ->
        [one] Added 1 mail to the box
       *[other] Added { $count } mails to the box
    }

### What was learnt from mail, on the options page

learning-title = Suggestions
learning-hint = Boxwood learns from what you file where your mail belongs. It does so in this browser; no mail’s text is stored or sent.
learning-on = Suggest boxes for my mail
learning-by-itself = File without asking
learning-by-itself-hint = Mail that belongs into a box of these pipelines beyond doubt is put there when you open it: once a box has thirty of your mails, and never with less than 98 percent of certainty.
learning-filed = Filed without asking
learning-filed-in = { $box } in { $pipeline }
learning-take-out = Take “{ $mail }” out of “{ $box }”
learning-learnt =
    { $count ->
        [0] Nothing was learnt yet.
        [one] Learnt from 1 mail.
       *[other] Learnt from { $count } mails.
    }
learning-unreadable =
    { $count ->
        [one] Another of your devices has learnt from 1 mail. To use that here, type the code that it shows.
       *[other] Another of your devices has learnt from { $count } mails. To use that here, type the code that it shows.
    }
learning-forget = Forget what was learnt
learning-forget-really = Forget it on all my devices
pairing-title = My other devices
pairing-hint = What is learnt goes to your other devices in a form that nobody can read without this code, not even your server. Whoever has the code can.
pairing-show = Show the code
pairing-type = Code of another device
# What was learnt under the own code cannot be read with another one.
pairing-loss =
    { $count ->
        [one] If you use another device’s code, the mail that this browser has learnt from is forgotten, and learnt again when you open it, if it is in a box. To keep what this browser knows, show its code here and type that on the other device.
       *[other] If you use another device’s code, the { $count } mails that this browser has learnt from are forgotten; those that are in boxes are learnt again when you open them. To keep what this browser knows, show its code here and type that on the other device.
    }
pairing-submit = Use this code
pairing-done = From now on both devices learn together.

### All about a box

section-mails = Mails
section-tasks = Tasks
section-comments = Comments
section-contacts = Contacts
section-organizations = Organizations
section-meetings = Meetings and calls
section-files = Files
section-links = Linked boxes
task-text = What to do
task-done = Done: { $task }
task-due-date = Due on
task-due-time = Due at
task-overdue = Overdue since { $due }
task-assignees = Who does it
task-delete = Delete the task “{ $task }”
task-new = Add a task
task-add = Add
comment-new = Write a comment
comment-reply = Reply
comment-edit = Edit
comment-edited = (edited)
comment-delete = Delete
comment-send = Send
comment-mention = People to mention
comment-reactions = Reactions
comment-reaction = { $emoji } by { $names }
comment-react = React with { $emoji }
meeting-kind = What it was
meeting-kind-meeting = Meeting
meeting-kind-call = Call
meeting-start = Began
meeting-minutes = Minutes
meeting-notes = Notes
meeting-new = Write down a meeting or call
meeting-add = Add
meeting-delete = Delete this meeting
file-name = Name of the file
file-new = Add a link to a file
file-add = Add
file-delete = Take out the file “{ $name }”
file-no-address = (no web address)
contact-add = Add a contact
organization-add = Add an organization
associate-star = { $name } is the main one
associate-auto-box = Put coming mail into this box
associate-remove = Take out { $name }
link-add = Link another box
link-remove = Unlink “{ $name }”

### A box on a page or in a panel

box-open = Open { $name }
box-panel = The box that is open
box-panel-page = Open it on a page of its own
box-missing = This box is not here. It may have been deleted for good, or it has not arrived yet.
box-is-deleted = This box is in the bin.
stage-since = Since { $when }
screens-missing = Boxwood’s screens could not be read. Please reload Gmail.

### Looking for contacts and organizations

picker-contact = Name or address
picker-organization = Name or domain
picker-make-contact = Make the contact “{ $name }”
picker-make-organization = Make the organization “{ $name }”
picker-none = There is nobody yet. Type a name to make one.

### Cells

cell-nothing = –
cell-checked = Yes
cell-unchecked = No
cell-rating = { $stars } of { $most } stars
cell-open = Open { $address }
# Beside the text of a cell.
cell-unread = This does not fit the field’s type.
cell-error-div = Something is divided by zero.
cell-error-ref = The formula names a column that is gone.
cell-error-value = Something is not of the type that the formula needs.
cell-error-cycle = The formula leads back to itself.
cell-error-num = The result is too large.
cell-error-na = Nothing fits, so there is no result.
cell-error-limit = The formula takes too much work, or its result is too long.
cell-error-other = The formula fails ({ $code }).
tags-change = { $field }: { $tags }
tags-none = There is nothing to choose from.
record-change = { $field }: { $name }
record-clear = Empty { $field }
cell-option-gone = (no longer there)

### What happened

timeline-label = What happened
timeline-kinds = Show
timeline-kind-mail = Mail
timeline-kind-comment = Comments
timeline-kind-meeting = Meetings
timeline-kind-task = Tasks
timeline-kind-file = Files
timeline-kind-edit = Edits
timeline-empty = Nothing yet.
timeline-more = Show more
timeline-out-of-reach = The rest is on the server, which is out of reach. It comes when the server is back.
# Whoever runs the server, instead of a person’s name.
timeline-operator = Server
timeline-edits =
    { $count ->
       *[other] ({ $count } edits)
    }
timeline-yes = yes
timeline-no = no
timeline-made = Made “{ $name }”
timeline-moved = Moved from { $from } to { $to }
timeline-took-in = Merged “{ $name }” into this box
timeline-mail-sent = { $from } sent a mail
timeline-mail-received = A mail came from { $from }
timeline-forgotten = Deleted for good
# What had no place where a box went.
timeline-left = Not taken along: { $field }: { $text }
# $part is one of the parts below, or the name of a field.
timeline-changed = Changed { $part }
timeline-cleared = Emptied { $part } (was “{ $old }”)
timeline-set = Set { $part } to “{ $new }”
timeline-set-from = Changed { $part } from “{ $old }” to “{ $new }”
timeline-lost = Wanted { $part } to be “{ $wanted }”; a later change to “{ $kept }” stayed
timeline-part-of = { $part } of { $name }
timeline-archived-on = Archived it
timeline-archived-off = Took it out of the archive
timeline-deleted-on = Deleted it
timeline-deleted-off = Brought it back
timeline-assignee-on = Assigned it to { $name }
timeline-assignee-off = Took it off { $name }
timeline-follower-on = { $name } follows it
timeline-follower-off = { $name } follows it no more
timeline-linked-box-on = Linked it with “{ $name }”
timeline-linked-box-off = Unlinked it from “{ $name }”
timeline-contact-off = Took out the contact { $name }
timeline-contact-on = Added the contact { $name }
timeline-organization-on = Added the organization { $name }
timeline-organization-off = Took out the organization { $name }
timeline-linked-contact-on = Linked it with { $name }
timeline-linked-contact-off = Unlinked it from { $name }
timeline-linked-organization-on = Linked it with { $name }
timeline-linked-organization-off = Unlinked it from { $name }
timeline-thread-on = Added the mail “{ $text }”
timeline-thread-off = Took out the mail “{ $text }”
timeline-task-on = Made the task “{ $text }”
timeline-task-off = Deleted the task “{ $text }”
timeline-task-done-on = Did the task “{ $name }”
timeline-task-done-off = Opened the task “{ $name }” again
timeline-task-assignee-on = Gave a task to { $name }
timeline-task-assignee-off = Took a task off { $name }
timeline-comment-on = Commented: “{ $text }”
timeline-comment-off = Deleted the comment “{ $text }”
timeline-reaction-on = Reacted with { $name }
timeline-reaction-off = Took back { $name }
timeline-meeting-on = Wrote down a meeting: “{ $text }”
timeline-meeting-off = Deleted the meeting “{ $text }”
timeline-file-on = Added the file “{ $text }”
timeline-file-off = Took out the file “{ $text }”
timeline-pipeline-stage-on = Made the stage “{ $text }”
timeline-pipeline-stage-off = Deleted the stage “{ $text }”
timeline-field-name-on = Made the field “{ $text }”
timeline-field-name-off = Deleted the field “{ $text }”
timeline-merged-into-on = Merged it into “{ $text }”
timeline-merged-into-off = Took the merging into “{ $text }” back
timeline-part-name = the name
timeline-part-notes = the notes
timeline-part-stage = the stage
timeline-part-field = a field
timeline-part-archived = the archive
timeline-part-deleted = the bin
timeline-part-position = its place
timeline-part-assignee = who it is assigned to
timeline-part-follower = who follows it
timeline-part-linked-box = the linked boxes
timeline-part-contact = the contact
timeline-part-organization = the organization
timeline-part-thread = a mail
timeline-part-merged-into = what it was merged into
timeline-part-task = a task
timeline-part-task-due = the due date
timeline-part-task-done = when it was done
timeline-part-task-assignee = whose task it is
timeline-part-comment = a comment
timeline-part-reaction = a reaction
timeline-part-meeting = the notes of a meeting
timeline-part-meeting-kind = what a meeting was
timeline-part-meeting-start = when a meeting began
timeline-part-meeting-minutes = how many minutes a meeting took
timeline-part-file = a file
timeline-part-file-url = where a file is
timeline-part-description = the description
timeline-part-icon = the icon
timeline-part-theme = the colours
timeline-part-pipeline-stage = a stage’s name
timeline-part-stage-colour = the colour
timeline-part-stage-order = the place
timeline-part-field-name = a field’s name
timeline-part-field-description = the description
timeline-part-field-kind = the type
timeline-part-field-order = the place
timeline-part-sharing = who sees it
timeline-part-pipeline-member = the role
timeline-part-permission-set = a set of rights
timeline-part-role = the role
timeline-part-revoked = the invitation
timeline-part-accepted-by = who accepted
timeline-part-given-name = the first name
timeline-part-family-name = the last name
timeline-part-title = the title
timeline-part-emails = the e-mail addresses
timeline-part-phones = the telephone numbers
timeline-part-addresses = the addresses
timeline-part-handle = a name in another service
timeline-part-picture = the picture
timeline-part-domains = the domains
timeline-part-industry = the industry
timeline-part-employees = the number of employees
timeline-part-linked-contact = the linked contacts
timeline-part-linked-organization = the linked organizations
timeline-part-subject = the subject
timeline-part-text = the text
timeline-part-shortcut = the shortcut
timeline-part-shape = what it shows
timeline-word-admin = Admin
timeline-word-editor = Editor
timeline-word-creator = Creator
timeline-word-assignee = Assignee
timeline-word-viewer = Viewer
timeline-word-observer = Observer
timeline-word-custom = a role of its own
timeline-word-private = nobody else
timeline-word-removed = not in the team
timeline-word-member = Member
timeline-word-owner = Owner
timeline-word-payer-only = pays only
timeline-word-call = a call
timeline-word-meeting = a meeting

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
toolbar-label = What is shown
filter-label = Filter
filter-placeholder = Filter, such as stage:Won or days-in-stage>7
# What of a filter was not understood.
filter-note = “{ $text }” was not understood.
filter-note-too-long = The filter is too long; the end was left out.
filter-note-too-deep = There are too many brackets within brackets.
filter-note-unclosed-quote = A quotation mark is missing at the end.
filter-note-unclosed-bracket = A closing bracket is missing.
filter-note-stray-bracket = A bracket closes nothing.
filter-note-empty-brackets = There is nothing in the brackets.
filter-note-dangling-keyword = Something is missing beside “{ $text }”.
filter-note-stray-sign = “{ $text }” applies to nothing.
filter-note-stray-comparison = A field is missing before “{ $text }”.
filter-note-missing-value = A value is missing after “{ $text }”.
filter-note-unknown-field = There is no field “{ $text }”; it is searched for as words.
filter-note-unknown-value = The field has no such value: “{ $text }” is searched for as words.
filter-note-not-a-date = “{ $text }” is not a date; it is searched for as words.
filter-note-not-a-duration = “{ $text }” is not a length of time; it is searched for as words.
filter-note-and-in-braces = Braces ask for any of what is in them; “AND” was left out.
filter-note-around-needs-words = “AROUND” needs a word on both sides.
filter-note-not-a-flag = “{ $text }” is neither yes nor no; it is searched for as words.
filter-note-not-ordered = “{ $text }” has no smaller and larger; it is searched for as words.
filter-note-field-in-field = “{ $text }” stands within another field; the inner one counts.
filter-note-wildcard = A star means nothing here: words match as a whole.
filter-note-no-words = There is nothing to search for in “{ $text }”.
filter-note-odd-escape = The backslash in “{ $text }” changes nothing.
filter-note-not-a-number = “{ $text }” is not a number; it is searched for as words.
range-copied =
    { $count ->
        [one] Copied 1 row
       *[other] Copied { $count } rows
    }
range-left =
    { $count ->
        [one] 1 cell was left as it was: what was to go there does not fit.
       *[other] { $count } cells were left as they were: what was to go there does not fit.
    }
bulk-label = With all boxes that are chosen
bulk-count =
    { $count ->
        [one] 1 box
       *[other] { $count } boxes
    }
bulk-move = Move to stage…
bulk-assign = Assign to…
bulk-fill = Fill down
bulk-delete = Delete
bulk-done =
    { $count ->
        [one] Changed 1 box
       *[other] Changed { $count } boxes
    }
column-width = Width of { $column }
group-by = Group by
group-by-nothing = Nothing
group-empty = (nothing)
columns-choose = Columns
columns-find = Find a column
columns-earlier = Move { $column } earlier
columns-later = Move { $column } later
column-menu = More about { $column }
column-ascending = Sort small to large
column-descending = Sort large to small
column-group = Group by this
column-hide = Hide
column-summary = Say about it
summaries-total = About all boxes
summary-line = { $column }: { $value } ({ $summary })
summary-count = count
summary-sum = sum
summary-average = average
summary-median = median
summary-min = least
summary-max = greatest
summary-filled = filled
summary-empty = empty
summary-distinct = different
views-label = Saved views
views-plain = All boxes by stage
views-choose = View: { $view }
views-changed = Changed, not saved
views-save = Save
views-reset = Reset
views-save-as = Save as…
views-name = Name of the view
views-shared = Everybody in this pipeline sees it
views-opens = The pipeline opens with it
views-delete = Delete the view
views-star = Star “{ $view }”
views-unstar = Take the star off “{ $view }”
field-add = Add field
field-add-after = Add a field after it
field-delete = Delete the field
# Said for a moment, with a button that takes it back.
field-deleted = Deleted the field “{ $name }”
field-name = Name of the field
field-type = Type
field-choices = Choices, one a line
field-stars = Most stars
field-description-placeholder = What is this field for?
choices-label = Choices
choice-name = Name of the choice
choice-new = Add a choice
choice-remove = Take away the choice “{ $name }”
field-formula = Formula
field-formula-column = Insert a column…
# Where the text of a formula is wrong; a reader hears this before the part.
field-formula-wrong = What is wrong:
# What a formula comes to for some boxes, while it is being written.
field-formula-trials = What it comes to
field-formula-nothing-to-try = It can be read. There is no box to try it on yet.
field-formula-fault = { $why } It is in { $part }.
field-formula-example = [Amount] * 0.2
field-type-text = Text
field-type-number = Number
field-type-currency = Money
field-type-percent = Percent
field-type-date = Date
field-type-dateTime = Date and time
field-type-checkbox = Checkbox
field-type-dropdown = Dropdown
field-type-tags = Tags
field-type-person = Person
field-type-contact = Contact
field-type-organization = Organization
field-type-url = Web address
field-type-email = E-mail address
field-type-phone = Telephone number
field-type-rating = Rating
field-type-formula = Formula
stage-menu = More about the stage { $stage }
stage-name = Name of the stage
stage-colour = Colour
stage-add = Add stage
stage-add-after = New stage after it
stage-delete = Delete the stage
stage-delete-into = Its boxes go to
group-fold = Fold { $stage }
group-unfold = Unfold { $stage }
group-add = Add box
group-add-to = Add box to { $stage }
group-add-name = Name of the new box in { $stage }
group-add-placeholder = Name of the new box

layout-label = Layout
layout-table = Table
layout-board = Board
board-column =
    { $count ->
        [one] { $name }, 1 box
       *[other] { $name }, { $count } boxes
    }
board-none = No boxes
rows-find = Find in the rows
rows-find-previous = Previous match
rows-find-next = Next match
rows-find-none = Nothing found
rows-find-searching = Looking…
rows-find-so-far = { $count } so far
rows-find-at = { $at } of { $count }
rows-find-at-more = { $at } of { $count } or more
row-drag = Drag to move
row-moved =
    { $count ->
        [one] Moved to { $group }
       *[other] { $count } boxes moved to { $group }
    }
row-not-sorted = The rows are sorted. Take the sorting away to put them in an order of your own.
row-not-many = A pipeline of more than { $most } boxes cannot be put in order by hand.
board-hint = Arrows go from card to card. With Shift they take the card along. Enter opens it.
# Said for a moment, with a button that takes it back.
board-moved = Moved to { $column }

### The columns that every box has

column-pipeline = Pipeline
column-followers = Followers
column-contacts = Contacts
column-organizations = Organizations
column-created-at = Made
column-created-by = Made by
column-updated-at = Changed
column-stage-since = In its stage since
column-age = Age in days
column-days-in-stage = Days in stage
column-stage-changes = Stage changes
column-previous-stage = Stage before
column-stage-history = Stages so far
column-freshness = Freshness
column-last-touchpoint = Last touchpoint
column-days-since-touchpoint = Days since touchpoint
column-last-mail = Last mail
column-last-mail-received = Last mail received
column-last-mail-sent = Last mail sent
column-first-mail = First mail
column-last-mail-from = Last mail from
column-days-since-mail-received = Days since mail received
column-days-since-mail-sent = Days since mail sent
column-awaits-reply = Awaits reply
column-mails = Mails
column-mails-received = Mails received
column-mails-sent = Mails sent
column-mail-participants = People in its mails
column-threads = Conversations
column-tasks = Tasks
column-open-tasks = Open tasks
column-done-tasks = Done tasks
column-overdue-tasks = Overdue tasks
column-next-due = Next due
column-next-task = Next task
column-last-task-done = Last task done
column-comments = Comments
column-last-comment = Last comment
column-last-comment-by = Last comment by
column-calls = Calls
column-last-call = Last call
column-call-minutes = Minutes of calls
column-meetings = Meetings
column-last-meeting = Last meeting
column-meeting-minutes = Minutes of meetings
column-files = Files
column-last-file = Last file
column-contact-count = Number of contacts
column-organization-count = Number of organizations
column-linked-boxes = Linked boxes
column-assignee-count = Number of assignees
column-follower-count = Number of followers
column-notes-length = Length of notes
column-position = Place by hand
column-archived = Archived

### The settings of a pipeline

settings-open = Pipeline settings
settings-of = Settings of { $pipeline }
settings-about = About it
settings-description = Description
settings-description-placeholder = What is this pipeline for?
settings-icon = Icon
settings-icon-placeholder = An emoji
settings-sharing = Who may do what
settings-team = Everybody in the team
settings-private = See nothing
settings-not-named = As everybody
settings-add-member = Add a person
settings-may-not-share = Only an admin of the pipeline changes this.
settings-deleted = Deleted
settings-deleted-stage = Stage “{ $name }”
settings-deleted-field = Field “{ $name }”
pipeline-delete = Delete the pipeline
# Said for a moment, with a button that takes it back.
pipeline-deleted = Deleted the pipeline “{ $name }”
role-admin = Admin: everything
role-editor = Editor: all boxes
role-creator = Creator: makes boxes, changes assigned ones
role-assignee = Assignee: changes assigned boxes
role-viewer = Viewer: sees all boxes
role-observer = Observer: sees assigned boxes

### Settings

options-title = Boxwood settings
options-no-account = Boxwood does not know a Gmail account yet. Open Gmail first; then come back to begin.
options-open-gmail = Open Gmail
options-server = Server
options-person = Signed in as
options-token = Token
options-token-hint = Whoever runs the server makes the token for { $account }. No mail page can read it.
options-sign-in = Sign in
options-signing-in = Signing in…
options-sign-in-by = Sign in with { $issuer }
options-invitation = Invitation link, if you were sent one
options-or-token = Or sign in with a token:
options-sign-in-address-unverified = { $issuer } has not verified your address.
options-sign-in-closed = The window was closed before you were signed in.
options-sign-in-code-refused = The server took too long to be asked. Please try again.
options-sign-in-denied = { $issuer } did not let you sign in.
options-sign-in-identity-invalid = What { $issuer } said does not hold. Please try again.
options-sign-in-invitation-refused = This invitation was used, taken back, is too old, or is for another address.
options-sign-in-issuer-failed = { $issuer } answered something that the server does not understand.
options-sign-in-issuer-refused = { $issuer } did not confirm that you signed in. Please try again.
options-sign-in-issuer-unreachable = The server cannot reach { $issuer }.
options-sign-in-not-in-the-team = Nobody in the team has this address. Ask an owner for an invitation.
options-sign-in-other-person = This address belonged to somebody else in the team. Ask whoever runs the server.
options-sign-in-unreachable = The server does not answer.
options-sign-out = Sign out
options-start-alone = Start alone in this browser
options-start-alone-hint = No server, no account: everything is kept in this browser. You can connect to a server later and take everything along.
options-keep-copy = Disconnect and keep a copy
options-keep-copy-hint = Disconnecting keeps all that you see in this browser, and nothing of it goes to the server any more.
options-keep-copy-sure = Disconnect now
options-keep-copy-sure-hint = From then on, changes here and changes of your team stay apart. They cannot be put together again.
options-alone = Everything is in this browser only.
options-connect = Connect to a server
options-connect-hint = Everything here moves to the server under your account there; its team must be empty. Then your teammates can work with it.
options-moving-hint = Your records are on their way to the server. You can go on working; what you do now is sent afterwards.
options-stay-alone = Stay in this browser only
options-stay-alone-hint = Nothing here is lost by it.
options-sign-out-keeps = Signing out forgets the token. Records stay, and so do changes that wait.

### Import and export

files-title = Import and export
files-pipeline = Pipeline
files-none = There is no pipeline yet. Make one in Gmail first.
export-title = Export
export-boxes = Export its boxes (CSV)
export-contacts = Export all contacts (vCard)
export-everything = Export everything (JSON)
export-hint = A file holds what you may see and take out. The JSON file has everything, with all that happened to each part.
export-progress = Exporting: { $done } of { $of }
export-done = Saved as { $file }.
# Titles of columns in an exported table.
export-column-name = Name
export-column-stage = Stage
export-column-assignees = Assignees
export-column-contacts = Contacts
export-column-organizations = Organizations
export-column-notes = Notes
export-column-id = Box id
export-menu = Export
export-view = What is shown, as it is shown (CSV)
export-pipeline = All boxes (CSV)
import-title = Import
import-hint = Boxes from a table (CSV), as spreadsheets and other CRMs export it, or contacts from vCards. The first step only reads the file; nothing changes before you confirm.
import-file = File
import-read = Read the file
import-reading = Reading the file…
import-plan = What goes where
import-column = Column
import-examples = Contents
import-goes-to = Goes to
import-unnamed-column = Column { $number }
import-goes-to-of = Where “{ $column }” goes
import-type-of = Type of the new field “{ $column }”
import-target-ignore = Nowhere
import-target-name = Name of the box
import-target-notes = Notes
import-target-stage = Stage
import-target-assignees = Assigned to
import-target-contacts = Contacts
import-target-organizations = Organizations
import-target-boxId = Id of the box
import-target-newField = A new field
import-delimiter = Cells are separated by
import-delimiter-comma = Commas
import-delimiter-semicolon = Semicolons
import-delimiter-tab = Tabs
import-delimiter-pipe = Vertical bars
import-header = The first row names the columns
import-decimals = Numbers are written as
import-dates = Dates are written as
import-dates-ambiguous = The dates in the file can be read either way. Please choose.
import-dates-day-first = day/month/year
import-dates-month-first = month/day/year
import-match = Change boxes that are there, found by
import-match-none = Nothing: make a box of every row
import-makes-unknown = Make stages, choices, contacts and organizations that are not there yet
import-clears = An empty cell empties the field of a box that is there
import-skips-bad-rows = Import the other rows where some cannot be imported
import-preview = The first rows
import-line = Line
import-outcome = What happens
import-outcome-create = Makes a box
import-outcome-update = Changes a box
import-outcome-unchanged = Changes nothing
import-outcome-rejected = Cannot be imported
cards-looked = All cards are read. Nothing has changed so far.
cards-preview = The first cards
cards-name = Name
cards-emails = E-mail addresses
cards-organization = Organization
cards-outcome-create = Makes a contact
cards-outcome-update =
    { $known ->
        [yes] Completes “{ $contact }”
       *[no] Completes a contact of this file
    }
cards-outcome-unchanged =
    { $known ->
        [yes] Is “{ $contact }” already
       *[no] Is in this file already
    }
cards-outcome-rejected = Cannot be imported
cards-created =
    { $count ->
        [one] { $count } new contact
       *[other] { $count } new contacts
    }
cards-updated =
    { $count ->
        [one] { $count } contact that is there is completed; nothing it has is replaced
       *[other] { $count } contacts that are there are completed; nothing they have is replaced
    }
cards-unchanged =
    { $count ->
        [one] { $count } contact has all of it already
       *[other] { $count } contacts have all of it already
    }
cards-rejected =
    { $count ->
        [one] { $count } card cannot be imported
       *[other] { $count } cards cannot be imported
    }
cards-skips-bad = Import the other cards where some cannot be imported
cards-confirm =
    { $count ->
        [one] Import { $count } contact
       *[other] Import { $count } contacts
    }
cards-cancelled = The import was cancelled. Contacts that it had made stay.
cards-broken-off = The import was broken off. Contacts that it had made stay. Import the file again for the others: whom it finds by an e-mail address is not made twice; cards without one are.
card-problem-not-closed = The card does not end. Its last line must be END:VCARD.
card-problem-unknown-version = Version { $version } of vCards is not known. Export it as 2.1, 3.0 or 4.0.
card-problem-refused = { $reason }
import-check = Check all rows
import-checking = Checking: { $percent } %
import-running = Importing: { $percent } %
import-cancel = Cancel
import-cancelled = The import was cancelled. Boxes that it had made stay.
import-checked = All rows are checked. Nothing has changed so far.
import-confirm =
    { $count ->
        [one] Import { $count } row
       *[other] Import { $count } rows
    }
import-broken-off = Boxwood was started anew in the middle of the import. Rows that are in: { $made }. Rows that are not: { $left }. Go on with those; none is imported twice.
import-go-on =
    { $count ->
        [one] Go on with { $count } row
       *[other] Go on with { $count } rows
    }
import-back = Change what goes where
import-done = The import is done.
import-another = Import another file
import-report-created =
    { $count ->
        [one] { $count } box is new
       *[other] { $count } boxes are new
    }
import-report-updated =
    { $count ->
        [one] { $count } box changes
       *[other] { $count } boxes change
    }
import-report-unchanged =
    { $count ->
        [one] { $count } box stays as it is
       *[other] { $count } boxes stay as they are
    }
import-report-rejected =
    { $count ->
        [one] { $count } row cannot be imported
       *[other] { $count } rows cannot be imported
    }
import-report-fields = New fields: { $names }
import-report-stages = New stages: { $names }
import-report-choices = New choices: { $names }
import-report-contacts =
    { $count ->
        [one] { $count } new contact
       *[other] { $count } new contacts
    }
import-report-organizations =
    { $count ->
        [one] { $count } new organization
       *[other] { $count } new organizations
    }
import-problems = What is wrong
import-problems-more = And { $count } more.
import-problem = What is wrong with it
import-problem-cell = Content
row-problem-unclosed-quote = A quotation mark is not closed. End the cell with one, and write those within it twice.
row-problem-text-after-quote = There is text after a closing quotation mark. Write those within a cell twice.
row-problem-too-many-cells = There are { $has } cells in { $most } columns. Put cells that hold the separator in quotation marks.
row-problem-too-many-parts = The cell names more than { $most }, which is more than a box can have.
row-problem-no-name = A new box needs a name.
row-problem-not-a-number = This is not a number. Write it as { $example }.
row-problem-other-currency = The amount is in { $has }, the field in { $wanted }.
row-problem-not-a-rating = This is not a rating. Write a whole number from 0 to { $most }.
row-problem-not-a-date = This is not a date. Write it as { $example } or 2026-12-31.
row-problem-not-a-moment = This is not a date and time since 1970. Write it as 2026-12-31 14:30.
row-problem-not-a-checkbox = This is neither yes nor no. Write TRUE or FALSE.
row-problem-not-an-email = This is not an e-mail address. Write it as name@example.com.
row-problem-not-a-url = This is not an address in the web. Write it as https://example.com.
row-problem-not-a-phone = This is not a telephone number. It needs digits.
row-problem-not-an-id = This is not an id. It has 32 hexadecimal digits, with or without hyphens.
row-problem-unknown-stage = The pipeline has no such stage. Have it made, or use one of its own.
row-problem-unknown-choice = The field has no choice “{ $name }”. Have it made, or use one of its own.
row-problem-unknown-person = “{ $name }” is nobody in the team. Use the address of a member.
row-problem-unknown-contact = There is no contact “{ $name }”. Have it made, or use the address of one.
row-problem-unknown-organization = There is no organization “{ $name }”. Have it made, or use the name of one.
row-problem-duplicate = Line { $line } is about the same box. Keep one of the two.
row-problem-ambiguous = { $count } boxes fit. Find boxes by something that tells them apart.
row-problem-elsewhere = The box of this id is not in the pipeline.
row-problem-refused = { $reason }

### Failures: one for each code, and finer ones where the place says more

failure-not-allowed = You may not do this.
failure-not-found = It is not there any more.
failure-not-found-file = Boxwood was started anew and has let go of the file. Please begin again.
failure-not-found-importColumn = Column { $column } is not there, or the field that it goes to is not.
failure-already-exists = It is there already.
failure-empty = It must not be empty.
failure-empty-contactName = A contact needs a name or an e-mail address.
failure-empty-boxName = A box needs a name.
failure-empty-pipelineName = A pipeline needs a name.
failure-empty-token = Paste the token here.
failure-empty-file = The file is empty. A table with at least one row is needed.
failure-empty-cards = There is no card in the file. One starts with BEGIN:VCARD.
failure-empty-import-file = Choose a file first.
failure-empty-importColumn = Every column goes nowhere. Let at least one go somewhere.
failure-too-long =
    { $has ->
       *[other] Too long: it has { $has } characters, and { $most } are the most.
    }
failure-too-many = Too many: there would be { $has }, and { $most } are the most.
failure-too-long-file = The file is too large: it has { $has } bytes, and { $most } are the most. Split it.
failure-too-many-importColumn = The table has { $has } columns, and { $most } are the most.
failure-control-character = It holds a character that cannot be shown ({ $code }).
failure-wrong-type = This does not fit the field.
failure-wrong-type-importColumn = Column { $column } cannot go there: the field is calculated, or of a type that an import cannot make.
failure-malformed = This is not written as it should be.
failure-malformed-number = This is not a number.
failure-malformed-date = This is not a date.
failure-malformed-server = This is not the address of a server. It looks like https://boxwood.example.
failure-malformed-server-empty = Type the address of the server.
failure-malformed-server-malformed = This is not the address of a server. It looks like https://boxwood.example.
failure-malformed-server-not-secure = The address must begin with https://. Only a server on this computer may be reached by http://.
failure-malformed-pairingCode = This is not a code of another device, or it is mistyped.
failure-malformed-file = The file is damaged at byte { $at }. Save it again as UTF-8.
failure-duplicate = The same thing is there twice.
failure-duplicate-importColumn = Columns { $first } and { $second } go to the same place. Let one of them go nowhere.
failure-last = There must be one, and this is the last.
failure-not-here = This is not possible here.
failure-not-here-importColumn = Boxes cannot be found by column { $column }. Choose the name, the id or a field.
failure-not-here-import = The rows are not all checked yet.
failure-not-here-import-backup = This is a backup (JSON). Boxwood cannot put one back from this page yet; choose a table or vCards.
failure-not-here-import-pipeline = A table becomes boxes of a pipeline, and there is none yet. Make one in Gmail first.
failure-not-here-importCards =
    { $count ->
        [one] { $count } card cannot be imported. Correct it, or import the others.
       *[other] { $count } cards cannot be imported. Correct them, or import the others.
    }
failure-not-here-importRows =
    { $count ->
        [one] { $count } row cannot be imported. Correct it, or import the others.
       *[other] { $count } rows cannot be imported. Correct them, or import the others.
    }
failure-too-early =
    { $days ->
        [one] Not before 1 day has passed.
       *[other] Not before { $days } days have passed.
    }
failure-nothing-to-undo = There is nothing to undo, or others have changed it since.
failure-formula-syntax =
    { $problem ->
        [incomplete] The formula is not complete.
        [expected] { $found } does not belong here.
        [unclosed] The closing { $closing } is missing.
        [number] The number { $text } is too large.
        [id] { $text } is not the id of a column.
        [unknown-column] There is no column “{ $name }”.
        [name-in-stored] There is no column “{ $name }”.
        [unknown-function] There is no function { $name }.
        [not-called] { $function } is a function: write { $function }(…), or [{ $function }] for a column of that name.
        [argument-count] { $function } does not take { $given ->
            [one] 1 value
           *[other] { $given } values
        }.
        [too-long] The formula is too long: { $most } characters are the most.
        [too-deep] Too many parentheses are within each other: { $most } are the most.
       *[other] This is not a formula.
    }
failure-never-signed-in = Connect Boxwood to a server first.
failure-still-fetching = The records have not come from the server yet. Please try again when it is in reach.
failure-token-refused = The server does not take this token. It may be mistyped or revoked.
failure-server-nonsense = This address answers, but not as a Boxwood server does.
failure-server-version = The server speaks another version than this extension. Update the older of the two.
failure-other-server = This is another server than the one that the records here came from.
failure-team-not-empty = The team on this server has records already, and those here cannot be put together with them. Take a server with an empty team; everything stays here as it was.
failure-copy-differs = What arrived at the server is not what was sent. Everything stays here as it was.
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

### Writing a mail

letter-label = Boxwood
letter-box = When it is sent, put the conversation into
letter-box-other = Another box
letter-after = Then remind me to
letter-task-of = Follow up on “{ $subject }”
letter-task-unnamed = Follow up
letter-task-take = Remind me
# Under the mail.
letter-in = In { $box } · { $pipeline }
letter-joins = Joins { $box } · { $pipeline }
letter-box-leave = Do not put it into { $box }
letter-task = Then: { $task }
letter-task-due = Then: { $task }, { $due }
letter-task-leave = No task “{ $task }”
letter-filed = Put into { $box }
letter-not-filed = Not put into { $box }: { $reason }
snippets-label = Snippets
snippets-none = There are no snippets yet. Write a mail, and keep it as one.
snippet-new = Keep this mail as a snippet…
snippet-placeholders = A column’s name in double braces, such as {"{{"}Name{"}}"}, becomes what the box has in it.
snippet-name = Name of the snippet
snippet-shortcut = Typed before Tab, it gives the snippet
snippet-missing = The box has nothing for: { $names }

### The first steps

first-title = First steps
first-pipeline = Make a pipeline: its stages are the steps that a deal, a candidate or a ticket goes through.
first-mail = Open a mail, and put it into a box with Boxwood’s panel beside it.
first-inbox = Go to the inbox
sample-make = Look around in a sample
sample-hint = A pipeline with a few made-up boxes, which you remove in one step.
sample-pipeline = Sample: sales
# Says of a pipeline that it is the sample.
sample-description = Made-up boxes to look around in.
sample-note = These boxes are made up.
sample-remove = Remove the sample
sample-removed = The sample was removed
sample-box-couriers = Cargo bikes for couriers
sample-box-rental = Seaside rental
sample-box-council = City council, bike sharing
sample-box-bakery = Bakery on the corner
sample-box-hotel = Hotel at the lake
sample-box-school = Evening school
sample-task-call = Call them about the colour
sample-task-offer = Send the second offer
