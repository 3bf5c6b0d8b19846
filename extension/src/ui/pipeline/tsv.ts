/** Tables as text between spreadsheets: tabs between cells, quotes around what holds a tab or a line end. */

/** A table as Google Sheets and Excel put it on the clipboard. */
export function writeTsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join("\t")).join("\n");
}

/**
 * The table in a text from the clipboard. A cell that begins with a quote goes on to the next single
 * one, whatever is between; a quote elsewhere is a quote. A last line end begins no row.
 */
export function readTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let at = 0;
  const endCell = (): void => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  while (at < text.length) {
    const next = text[at];
    if (next === '"' && cell === "" && isQuoted(text, at)) {
      const end = closingQuote(text, at + 1);
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else if (next === "\t") {
      endCell();
      at += 1;
    } else if (next === "\n" || next === "\r") {
      endCell();
      at += text.startsWith("\r\n", at) ? 2 : 1;
      if (at < text.length) rows.push([]);
      else return rows;
    } else {
      cell += next;
      at += 1;
    }
  }
  endCell();
  return rows;
}

/** The index of the quote that ends a cell; the text's end if none does. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? text.length : at;
}

/** Whether a quote begins a quoted cell: it is one that ends where a cell does. */
function isQuoted(text: string, at: number): boolean {
  const end = closingQuote(text, at + 1);
  return end < text.length && /^[\t\n\r]?$/.test(text.slice(end + 1, end + 2));
}
