import { defineConfig, mergeConfig } from "vitest/config";
import e2e from "./vitest.config";

// The same stack and browser as the tests have; what is measured is printed, never asserted.
const measured = mergeConfig(e2e, defineConfig({ test: { maxWorkers: 1, testTimeout: 20 * 60_000, retry: 0, reporters: ["dot"] } }));
measured.test.include = ["e2e/*.measure.ts"];
export default measured;
