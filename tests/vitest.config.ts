/** How the browser tests run: one file at a time, since each of them starts browsers. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.spec.ts"],
    fileParallelism: false,
    // Limits for a hung test, not times that a test waits for.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
});
