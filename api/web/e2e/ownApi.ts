import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { stack } from "./people";
import { freePort, program } from "./stack";

/** Where the parts of the stack are, as it tells every other command. */
export function parts(): Record<string, string> {
  const lines = readFileSync(join(stack().folder, "stack.env"), "utf8").split("\n");
  const named = lines.map((line) => /^(\w+)='(.*)'$/.exec(line)).filter((found) => found !== null);
  return Object.fromEntries(named.map(([, name, value]) => [name, value]).filter(([name]) => name !== "MIGRATE_DATABASE_URL"));
}

/** An API beside that of the stack, on the same parts, that a test can kill and start again on its port. */
export class OwnApi {
  readonly base: string;
  private readonly listen: string;
  private process: ChildProcess | null = null;

  private constructor(port: number) {
    this.listen = `127.0.0.1:${port}`;
    this.base = `http://${this.listen}`;
  }

  static async started(): Promise<OwnApi> {
    const api = new OwnApi(await freePort());
    await api.start();
    return api;
  }

  async start() {
    const process_ = spawn(program, ["api", "--listen", this.listen, "--development", "--insecure-cookies"], {
      env: { ...process.env, ...parts() },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.process = process_;
    let said = "";
    process_.stderr?.on("data", (text) => {
      said += text;
    });
    for (const until = Date.now() + 30_000; ; await pause(50)) {
      if (process_.exitCode !== null || Date.now() > until) throw new Error(`the API does not serve:\n${said}`);
      if (
        await fetch(`${this.base}/readyz`).then(
          (answer) => answer.ok,
          () => false,
        )
      )
        return;
    }
  }

  /** Ends it at once, with whatever it was doing. */
  async kill() {
    const running = this.process;
    this.process = null;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGKILL");
    await ended;
  }
}
