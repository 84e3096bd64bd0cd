import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { TestProject } from "vitest/node";

interface Stack {
  base: string;
  /** The data folder of the stack, where it says what its parts are. */
  folder: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** One for each file that runs at the same time: files share people and their tasks. */
    stacks: Stack[];
  }
}

export const program = new URL("../../../bin/approvals", import.meta.url).pathname;
export const devstack = new URL("../../../bin/devstack", import.meta.url).pathname;

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Starts the whole product for the tests: its own data, demo accounts, a free port. */
async function start(): Promise<Stack & { stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "approvals-page-"));
  // PostgreSQL may run as another user, who has to come through.
  chmodSync(folder, 0o711);
  const port = await freePort();
  const running = spawn(
    devstack,
    [
      ...["up", "--demo-data", "small", "--data-dir", folder, "--listen", `127.0.0.1:${port}`],
      ...["--postgres-port", "0", "--temporal-port", "0", "--minio-port", "0"],
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  running.stdout.on("data", (text) => {
    said += text;
  });
  running.stderr.on("data", (text) => {
    said += text;
  });
  const base = `http://127.0.0.1:${port}`;
  const until = Date.now() + 20 * 60_000;
  for (;;) {
    if (running.exitCode !== null) throw new Error(`the stack ended:\n${said}`);
    if (Date.now() > until) throw new Error(`the stack is not ready:\n${said}`);
    const ready = await fetch(`${base}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    // The accounts and the customer of the demo come after the parts.
    if (ready && (await accounts(base)) >= 7 && said.includes("Ctrl-C")) break;
    await pause(250);
  }
  const stop = async () => {
    running.kill("SIGINT");
    await new Promise((resolve) => running.once("exit", resolve));
    rmSync(folder, { recursive: true, force: true });
  };
  return { base, folder, stop };
}

/** Starts a stack for each file that runs at the same time; the first one builds what is missing. */
export default async function setup(project: TestProject) {
  const stacks = [await start()];
  while (stacks.length < project.config.maxWorkers) stacks.push(await start());
  project.provide(
    "stacks",
    stacks.map(({ base, folder }) => ({ base, folder })),
  );
  return () => Promise.all(stacks.map((stack) => stack.stop()));
}

async function accounts(base: string): Promise<number> {
  const settings = await fetch(`${base}/api/v1/settings`).then((answer) => answer.json());
  return settings.demo_accounts?.length ?? 0;
}
