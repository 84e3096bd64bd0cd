import { spawn } from "node:child_process";
import type { Page } from "playwright-core";
import { it } from "vitest";
import { print, scrolled, type Task } from "./measuring";
import { call, signIn, stack, withBrowser } from "./people";
import { devstack } from "./stack";

withBrowser();

const few = 1_000;
const many = 100_000;
/** So many rows of the larger timeline are loaded before it is scrolled again. */
const deep = 10_000;
/** Pixels of a row. */
const row = 37;

interface Figures {
  usable: number;
  scrolling: Task;
  deep: Task;
}

interface Customers {
  items: { id: string }[];
}

/** Makes a customer with so many events, and gives its id. */
async function make(gm: Page, events: number): Promise<string> {
  const ids = async () => (await call<Customers>(gm, "GET", "/customers?limit=100")).items.map(({ id }) => id);
  const before = new Set(await ids());
  const seed = spawn(devstack, ["seed", "--customers", "1", "--tasks", "0", "--events", `${events}`, "--data-dir", stack().folder], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise((resolve) => seed.once("exit", resolve));
  const made = (await ids()).find((id) => !before.has(id));
  if (code !== 0 || !made) throw new Error(`nothing was seeded (${code})`);
  return made;
}

async function measure(page: Page, customer: string, depth: number): Promise<Figures> {
  const timeline = page.getByRole("region", { name: "Timeline" });
  await page.goto(`/customers/${customer}`, { waitUntil: "commit" });
  await timeline.getByRole("button", { expanded: false }).first().waitFor();
  const usable = await page.evaluate(() => performance.now());
  const scrolling = await scrolled(page, timeline);
  // The rows that are loaded make its height.
  while ((((await timeline.boundingBox())?.height ?? 0) as number) < depth * row) {
    await page.mouse.wheel(0, 20_000);
    await page.waitForTimeout(50);
  }
  return { usable, scrolling, deep: await scrolled(page, timeline) };
}

it("prints how a timeline of 100,000 events compares with one of 1,000", async () => {
  const gm = await signIn("gm");
  const [small, large] = [await make(gm, few), await make(gm, many)];
  const base = await measure(gm, small, few / 2);
  print(
    [`${few} events`, base],
    [`${many} events`, await measure(gm, large, deep)],
    [
      ["navigation to the first events", (figures: Figures) => figures.usable],
      ["longest task while scrolling", (figures) => figures.scrolling.clock],
      ["most processor time of a task", (figures) => figures.scrolling.processor],
      [`longest task, ${deep} rows down`, (figures) => figures.deep.clock],
      [`most processor time, ${deep} down`, (figures) => figures.deep.processor],
    ],
  );
});
