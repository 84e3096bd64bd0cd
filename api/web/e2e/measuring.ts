import type { Locator, Page } from "playwright-core";

/** Milliseconds by the clock, and of the processor: they differ where the machine is busy. */
export interface Task {
  clock: number;
  processor: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** The list is scrolled so often, by most of a screen. */
const wheels = 60;

/** The longest task of the main thread while a list is scrolled through. */
export async function scrolled(page: Page, list: Locator): Promise<Task> {
  const browser = page.context().browser();
  if (!browser) throw new Error("the page has no browser");
  await list.hover({ position: { x: 100, y: 40 } });
  await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
  for (let i = 0; i < wheels; i++) {
    await page.mouse.wheel(0, 600);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await page.waitForLoadState("networkidle");
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain");
  const main = new Set(threads.map((event) => `${event.pid}/${event.tid}`));
  const tasks = traceEvents.filter((event) => event.ph === "X" && /RunTask$/.test(event.name) && main.has(`${event.pid}/${event.tid}`));
  return {
    clock: Math.max(0, ...tasks.map((event) => (event.dur ?? 0) / 1000)),
    processor: Math.max(0, ...tasks.map((event) => (event.tdur ?? 0) / 1000)),
  };
}

export const middle = (of: number[]) => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;

/** Prints figures in milliseconds beside those of a smaller run, with their ratio. */
export function print<T>(base: [string, T], large: [string, T], rows: [string, (figures: T) => number][]) {
  const line = (name: string, ...cells: string[]) => [name.padEnd(34), ...cells.map((cell) => cell.padStart(16))].join("");
  const table = rows.map(([name, of]) =>
    line(name, `${of(base[1]).toFixed(0)} ms`, `${of(large[1]).toFixed(0)} ms`, (of(large[1]) / of(base[1])).toFixed(1)),
  );
  process.stdout.write(`\n${[line("", base[0], large[0], "ratio"), ...table].join("\n")}\n\n`);
}
