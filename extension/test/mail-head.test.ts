/** The head of a mail, out of a page that holds its original. */
import { expect, test } from "vitest";

import { readHead } from "../src/gmail/mail-head";

/** The page around an original, with what is said of the mail before it. */
function page(original: string): string {
  const escaped = original.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return `<html><title>Original Message</title><table><tr><th>Message ID</th><td>&lt;a@b&gt;</td></tr></table>
<a href="/mail/u/0?view=att&amp;th=1">Download</a><pre id="raw">${escaped}</pre></html>`;
}

const MAIL = `Delivered-To: ann@hill.example
Received: by 10.0.0.1 with SMTP id x;
        Mon, 23 Nov 2026 10:00:01 -0800 (PST)
Return-Path: <bounce@nord.example>
From: "Lindqvist, Maya (Nord) <x@y>" <Maya@nord.example>
To: Ann Archer <ann@hill.example>, ben@hill.example (Ben, the other),
 =?utf-8?Q?J=C3=BCrgen?= <juergen@hill.example>
Cc: team: oskar@nord.example, ann@hill.example;
Date: Mon, 23 Nov 2026 19:00:00 +0100 (CET)
Message-ID:
 <mail-3@nord.example>
In-Reply-To: <mail-2@hill.example>
References: <mail-1@nord.example>
 <mail-2@hill.example>
Subject: Bikes

Message-ID: <from-the-body@evil.example>
From: body@evil.example`;

const HEAD = {
  messageId: "mail-3@nord.example",
  references: ["mail-1@nord.example", "mail-2@hill.example"],
  at: Date.UTC(2026, 10, 23, 18),
  from: "maya@nord.example",
  to: ["ann@hill.example", "ben@hill.example", "juergen@hill.example", "oskar@nord.example"],
};

test("the head is read, and not what the body says", () => {
  expect(readHead(page(MAIL), true)).toEqual(HEAD);
  expect(readHead(page(MAIL.replaceAll("\n", "\r\n")), true)).toEqual(HEAD);
  // An older page was nothing but the original.
  expect(readHead(MAIL.replaceAll("<", "&lt;").replaceAll(">", "&gt;"), true)).toEqual(HEAD);
});

test("a page that is not all there has no head until the head's end is there, and then the same", () => {
  const whole = page(MAIL);
  const end = whole.indexOf("Message-ID: &lt;from-the-body");
  for (let length = 0; length <= end; length += 1) {
    const head = readHead(whole.slice(0, length), false);
    if (length < end) expect(head === undefined || length === end - 1).toBe(true);
    else expect(head).toEqual(HEAD);
  }
});

test("a mail that lacks what names it has no head; one that lacks the rest has", () => {
  expect(readHead(page("From: a@b.example\n\nHello"), true)).toBeUndefined();
  expect(readHead(page("Message-ID: none\n\nHello"), true)).toBeUndefined();
  expect(readHead(page("Message-Id: <only@it.example>\nDate: some day\n"), true)).toEqual({
    messageId: "only@it.example",
    references: [],
    at: undefined,
    from: "",
    to: [],
  });
});

test("what is made to be slow is not", () => {
  // In as many steps as its square it would be minutes.
  const long = 200_000;
  for (const part of ['"\\', "(", "a", "<", "a@", ", ", "\\"]) {
    const to = part.repeat(long / part.length);
    const begun = performance.now();
    readHead(page(`Message-ID: <m@n.example>\nTo: ${to}\nDate: ${to}\nReferences: ${to}\n\n`), true);
    expect(performance.now() - begun).toBeLessThan(10_000);
  }
}, 60_000);
