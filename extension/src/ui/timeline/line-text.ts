/** A line of a timeline as a sentence. */
import type { TimelineLine } from "../../generated/TimelineLine";
import type { TimelineSaid } from "../../generated/TimelineSaid";
import { showMoment } from "../../words/formats";
import { hasMessage, say } from "../../words/words";

/** What happened, as a sentence without who and when. */
export function lineText({ what }: TimelineLine): string {
  switch (what.kind) {
    case "made":
      return say("timeline-made", { name: what.name });
    case "set":
      return change(what.part, what.name ?? "", what.old, what.new);
    case "lost":
      return say("timeline-lost", {
        part: partName(what.part, what.name ?? ""),
        wanted: saidText(what.wanted),
        kept: saidText(what.kept),
      });
    case "moved":
      return say("timeline-moved", { from: what.from ?? "–", to: what.to ?? "–" });
    case "tookIn":
      return say("timeline-took-in", { name: what.name });
    case "mail":
      return say(what.sent ? "timeline-mail-sent" : "timeline-mail-received", { from: what.from });
    case "forgotten":
      return say("timeline-forgotten");
  }
}

/** What a box could not take along, field by field; none for other lines. */
export function leftBehind({ what }: TimelineLine): string[] {
  if (what.kind !== "moved" && what.kind !== "tookIn") return [];
  return what.left.map((one) => say("timeline-left", { field: one.field, text: one.text }));
}

/**
 * Parts that are there or not have messages of their own for both; of all others it is said what they
 * were and are.
 */
function change(part: string, name: string, old: TimelineSaid, now: TimelineSaid): string {
  const gone = now.kind === "nothing" || (now.kind === "flag" && !now.on);
  const own = `timeline-${part}-${gone ? "off" : "on"}`;
  const text = saidText(gone ? old : now);
  const isNew = old.kind === "nothing" || old.kind === "flag";
  if (hasMessage(own) && (gone || isNew)) return say(own, { name, text });
  const values = { part: partName(part, name), old: saidText(old), new: saidText(now) };
  if (now.kind === "something") return say("timeline-changed", values);
  if (gone) return say("timeline-cleared", values);
  return old.kind === "nothing" ? say("timeline-set", values) : say("timeline-set-from", values);
}

/** The name of a part: a field's own, or the catalogue's. */
function partName(part: string, name: string): string {
  if (part === "field" && name !== "") return name;
  const message = say(`timeline-part-${part}`);
  return name === "" ? message : say("timeline-part-of", { part: message, name });
}

function saidText(said: TimelineSaid): string {
  switch (said.kind) {
    case "nothing":
    case "something":
      return "–";
    case "flag":
      return say(said.on ? "timeline-yes" : "timeline-no");
    case "text":
      return shortened(said.text);
    case "moment":
      return showMoment(said.at);
    case "word":
      return say(`timeline-word-${said.key}`);
  }
}

/** A line shows the beginning of long texts; the whole is where the text is now. */
function shortened(text: string): string {
  const most = 120;
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
