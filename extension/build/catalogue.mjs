// Reads message catalogues when the extension is built, so that no page has to: a catalogue takes
// Gmail's main thread some 10 ms to read from its text, and less than one from what is made here.
import { readFile } from "node:fs/promises";
import { FluentResource } from "@fluent/bundle";

/**
 * A catalogue as the module that the build takes in its place: its messages, as Fluent reads them.
 *
 * @param {string} text what the catalogue's file holds
 * @returns {string} JavaScript
 */
export function catalogueModule(text) {
  // JSON in a string is read faster than the same as an object literal.
  const messages = JSON.stringify(new FluentResource(text).body);
  return `export default JSON.parse(${JSON.stringify(messages)});`;
}

/** @returns {import("esbuild").Plugin} */
export function catalogues() {
  return {
    name: "catalogues",
    setup(own) {
      own.onLoad({ filter: /\.ftl$/ }, async ({ path }) => ({
        contents: catalogueModule(await readFile(path, "utf8")),
        loader: "js",
      }));
    },
  };
}
