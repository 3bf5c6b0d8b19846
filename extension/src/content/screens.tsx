/** The screens: what is drawn in Gmail's page once a person asks for it, loaded with the first of them. */

import type { MailText } from "../generated/MailText";
import type { ThreadInput } from "../generated/ThreadInput";
import type { End } from "../platform/page-context";
import type { App } from "../ui/app";
import { BoxScreen } from "../ui/box-page/box-screen";
import type { Letter } from "../ui/compose/letter";
import { LetterBar } from "../ui/compose/letter-bar";
import { LetterPanel } from "../ui/compose/letter-panel";
import { BinScreen } from "../ui/home/bin-screen";
import { HomeScreen } from "../ui/home/home-screen";
import { mount, prepareStyles } from "../ui/mount";
import { NewPipelinePage } from "../ui/new-pipeline/new-pipeline-page";
import { Palette } from "../ui/palette/palette";
import { ContactScreen } from "../ui/people/contact-screen";
import { OrganizationScreen } from "../ui/people/organization-screen";
import { PeopleList } from "../ui/people/people-list";
import { PipelinePage } from "../ui/pipeline/pipeline-page";
import type { Mails } from "../ui/sidebar/mails";
import { ThreadPanel } from "../ui/sidebar/thread-panel";
import { FileSelected } from "../ui/suggestions/file-selected";
import type { MailSource } from "../ui/suggestions/suggestions";

export { fileSent } from "../ui/compose/sent";
export { insertSnippet } from "../ui/compose/snippets";
export { prepareStyles };

/** What the address of a place names. */
type Params = Record<string, string>;

/** A pipeline, with a saved view if the address names one. */
export function pipeline(host: HTMLElement, app: App, { id = "", view }: Params): End {
  return mount(host, app, <PipelinePage id={id} view={view} />);
}

/** The page that makes pipelines. */
export function newPipeline(host: HTMLElement, app: App): End {
  return mount(host, app, <NewPipelinePage />);
}

/** A box. */
export function box(host: HTMLElement, app: App, { id = "" }: Params): End {
  return mount(host, app, <BoxScreen id={id} />);
}

/** What is to be done and what is new. */
export function home(host: HTMLElement, app: App): End {
  return mount(host, app, <HomeScreen />);
}

/** All contacts. */
export function contacts(host: HTMLElement, app: App): End {
  return mount(host, app, <PeopleList of="contact" />);
}

/** A contact. */
export function contact(host: HTMLElement, app: App, { id = "" }: Params): End {
  return mount(host, app, <ContactScreen id={id} />);
}

/** All organizations. */
export function organizations(host: HTMLElement, app: App): End {
  return mount(host, app, <PeopleList of="organization" />);
}

/** An organization. */
export function organization(host: HTMLElement, app: App, { id = "" }: Params): End {
  return mount(host, app, <OrganizationScreen id={id} />);
}

/** What was deleted. */
export function bin(host: HTMLElement, app: App): End {
  return mount(host, app, <BinScreen />);
}

/** The palette, or the keyboard's cheat sheet, over everything. */
export function palette(host: HTMLElement, app: App, start: "search" | "keys", onClose: () => void): End {
  return mount(host, app, <Palette start={start} onClose={onClose} />);
}

/** Boxwood beside an open conversation. */
export function thread(host: HTMLElement, app: App, of: ThreadInput, mails: Mails, mail: MailSource): End {
  return mount(host, app, <ThreadPanel thread={of} mails={mails} mail={mail} />);
}

/** What is chosen for a mail that is being written. */
export function letterPanel(host: HTMLElement, app: App, letter: Letter, close: () => void): End {
  return mount(host, app, <LetterPanel letter={letter} close={close} />);
}

/** What happens when a mail that is being written is sent. */
export function letterBar(host: HTMLElement, app: App, letter: Letter): End {
  return mount(host, app, <LetterBar letter={letter} />);
}

/** Conversations that are selected in a list go into a box. */
export function fileSelected(
  host: HTMLElement,
  app: App,
  mails: readonly MailText[],
  onDone: () => void,
): End {
  return mount(host, app, <FileSelected mails={mails} onDone={onDone} />);
}
