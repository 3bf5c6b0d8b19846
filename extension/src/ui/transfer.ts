/** Files to and from the core, in pieces that messages can carry. */
import type { ExportOf } from "../generated/ExportOf";
import type { Failure } from "../generated/Failure";
import type { Request } from "../generated/Request";
import type { Link } from "../link/link";

/** How many bytes of a file go in one message: a multiple of three, so that Base64 has no padding before the end. */
const PIECE = 3 << 18;
/** How many bytes are made text at once; more arguments than some engines take would be passed otherwise. */
const CHUNK = 0x8000;

/** What is neither expected nor a failure of the core: the worker was started anew in between. */
export const LOST: Failure = { code: "not-found", place: "file", params: {} };

/** Fetches a file piece by piece; says after each how far it is. */
export async function fetchFile(
  link: Link,
  what: ExportOf,
  progress: (done: number, of: number) => void,
): Promise<{ parts: string[] } | { failure: Failure }> {
  const begun = await link.ask({ kind: "export", what });
  if (begun.kind === "failed") return begun;
  if (begun.kind !== "exporting") return { failure: LOST };
  const parts: string[] = [];
  for (;;) {
    const next = await link.ask({ kind: "exportNext", export: begun.export });
    if (next.kind === "failed") return next;
    if (next.kind !== "exported") return { failure: LOST };
    parts.push(next.piece.text);
    progress(next.piece.done, next.piece.of);
    if (next.piece.isLast) return { parts };
  }
}

/** Begins an import by a request and hands the file over; says what the import is called. */
export async function sendFile(
  link: Link,
  begin: Extract<Request, { kind: "import" | "importCards" }>,
  file: Blob,
): Promise<{ name: number; run: string } | { failure: Failure }> {
  const begun = await link.ask(begin);
  if (begun.kind === "failed") return begun;
  if (begun.kind !== "importing") return { failure: LOST };
  const name = begun.import;
  for (let at = 0; at < file.size; at += PIECE) {
    const bytes = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    const taken = await link.ask({ kind: "importBytes", import: name, bytes: base64(bytes) });
    if (taken.kind === "failed") return taken;
  }
  return { name, run: begun.run };
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(text);
}

/** What a file is, by how it begins. */
export async function kindOf(file: Blob): Promise<"table" | "cards" | "backup"> {
  const start = (await file.slice(0, 1024).text()).replace(/^\ufeff/, "").trimStart();
  if (/^BEGIN\s*:\s*VCARD/i.test(start)) return "cards";
  return start.startsWith("{") ? "backup" : "table";
}

/** A name without what file systems do not take. */
export function fileName(name: string): string {
  const plain = name.replace(/[\s\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, " ").trim();
  return plain === "" ? "boxwood" : plain.slice(0, 80);
}

/** Has the browser save a file. */
export function saveFile(name: string, type: string, parts: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download has its own hold on the file from the next task on.
  setTimeout(() => URL.revokeObjectURL(url));
}
