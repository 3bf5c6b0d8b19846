/** How the extension's unit tests run; catalogues and style sheets are read as in the build. */
import { readFile } from "node:fs/promises";
import { defineConfig } from "vitest/config";

import { catalogueModule } from "./build/catalogue.mjs";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [
    {
      name: "text-files",
      enforce: "pre",
      async load(id) {
        const path = id.split("?")[0] ?? id;
        if (!/\.(ftl|css)$/.test(path)) return null;
        const text = await readFile(path, "utf8");
        return path.endsWith(".ftl") ? catalogueModule(text) : `export default ${JSON.stringify(text)};`;
      },
    },
  ],
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    // Files that need a page say so in a comment.
    environment: "node",
    // Limits for a hung test, not times that a test waits for.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
