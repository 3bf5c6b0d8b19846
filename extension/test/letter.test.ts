/** What happens to a box when a mail was sent. */
import { expect, test } from "vitest";

import { Letter } from "../src/ui/compose/letter";
import { filing } from "../src/ui/compose/sent";

const LABEL = {
  id: "b",
  name: "Nord Bikes",
  pipeline: "p",
  pipelineName: "Sales",
  stageName: "Lead",
  colour: "#5f6368",
};
const THREAD = { id: "17a", subject: "Re: An offer" };

function letter(): Letter {
  return new Letter({ thread: "", subject: () => "", text: () => "", insert: () => undefined });
}

test("a mail for which nothing was chosen does nothing", () => {
  const mail = letter();
  mail.followUp.value = { text: "Call", due: null };
  expect(filing(mail, THREAD, "u1")).toEqual([]);
});

test("a mail joins its box, and one's own task is made there", () => {
  const mail = letter();
  mail.box.value = LABEL;
  expect(filing(mail, THREAD, "u1")).toEqual([{ kind: "addThread", id: "b", thread: THREAD }]);
  mail.followUp.value = { text: "Call", due: null };
  const edit = { kind: "create", text: "Call", due: null, assignees: ["u1"] };
  expect(filing(mail, THREAD, "u1")[1]).toEqual({
    kind: "editBoxes",
    boxes: ["b"],
    edit: { kind: "task", edit },
  });
});

test("a conversation that is in the box already is not put there again", () => {
  const mail = letter();
  mail.box.value = LABEL;
  mail.held.value = ["b"];
  expect(filing(mail, THREAD, "u1")).toEqual([]);
  mail.followUp.value = { text: "Call", due: null };
  expect(filing(mail, THREAD, undefined).map(({ kind }) => kind)).toEqual(["editBoxes"]);
});
