import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// One stack, one file after the other: the machine is shared with the servers.
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    environment: "node",
    include: ["e2e/*.test.ts"],
    globalSetup: ["e2e/stack.ts"],
    fileParallelism: false,
    testTimeout: 90_000,
    // The machine may be busy with the servers; what fails three times is broken.
    retry: 2,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
