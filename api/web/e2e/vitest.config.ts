import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The file that takes longest begins, or everything would wait for it in the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const longest = (file: TestSpecification) => Number(file.moduleId.endsWith("screens.test.ts"));
    return (await super.sort(files)).sort((one, other) => longest(other) - longest(one));
  }
}

// Two files at a time, each with a stack of its own: a browser waits half of its time.
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    environment: "node",
    include: ["e2e/*.test.ts"],
    globalSetup: ["e2e/stack.ts"],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 90_000,
    // The machine may be busy with the servers; what fails three times is broken.
    retry: 2,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
