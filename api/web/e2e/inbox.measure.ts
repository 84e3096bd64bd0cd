import type { Page } from "playwright-core";
import { it } from "vitest";
import { middle, print, scrolled, type Task } from "./measuring";
import { call, signIn, submittedExpense, withBrowser } from "./people";

withBrowser();

const few = 5;
const many = 500;
/** So many calls travel at once while the tasks are made. */
const atOnce = 6;
/** So often a key is pressed. */
const presses = 20;
/** Milliseconds that a task is looked at before a key. */
const reading = 700;

interface Figures {
  usable: number;
  longestTask: Task;
  next: number[];
  decided: number[];
}

/** Makes open tasks for the general manager, and waits until they are in the inbox. */
async function make(from: number, to: number) {
  const [rep, gm] = [await signIn("rep"), await signIn("gm")];
  const inInbox = async () => (await call<{ inbox: number }>(gm, "GET", "/tasks/counts")).inbox;
  const before = await inInbox();
  let at = from;
  const worker = async () => {
    for (let own = at++; own < to; own = at++) await submittedExpense(rep, `Measured ${own}`, `${100 + own}.00`);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  for (const until = Date.now() + 5 * 60_000; Date.now() < until; await gm.waitForTimeout(500)) {
    // What is measured shares no process with the pages that made it.
    if ((await inInbox()) >= before + to - from) return Promise.all([rep.context().close(), gm.context().close()]);
  }
  throw new Error("the tasks did not reach the inbox");
}

/** From the navigation until there are rows, and the first of them can be decided. */
async function untilUsable(page: Page): Promise<number> {
  await page.goto("/inbox", { waitUntil: "commit" });
  const usable = await page.waitForFunction(
    () => {
      const row = document.querySelector("[aria-label=Tasks] a[aria-current=true]");
      const button = [...document.querySelectorAll("button")].find((one) => one.firstChild?.textContent?.startsWith("Approve"));
      return row && button && !button.disabled ? performance.now() : 0;
    },
    undefined,
    { polling: "raf" },
  );
  return Number(await usable.jsonValue());
}

/** From a key to the frame in which another task stands in the detail, once a press. */
async function pressed(page: Page, key: string, times: number): Promise<number[]> {
  await page.evaluate(() => {
    const shown = () => document.querySelector("section[aria-label=Task] h2")?.textContent ?? "";
    const measured: number[] = [];
    Object.assign(window, { measured });
    window.addEventListener(
      "keydown",
      (event) => {
        const before = shown();
        const look = () => {
          if (shown() && shown() !== before) measured.push(performance.now() - event.timeStamp);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      true,
    );
  });
  for (let i = 1; i <= times; i++) {
    // A person looks before the next key; the neighbours are read ahead meanwhile.
    await page.waitForTimeout(reading);
    await page.keyboard.press(key);
    await page.waitForFunction((wanted) => (window as unknown as { measured: number[] }).measured.length >= wanted, i);
  }
  return page.evaluate(() => (window as unknown as { measured: number[] }).measured);
}

async function measure(): Promise<Figures> {
  const gm = await signIn("gm");
  await untilUsable(gm);
  const usable = await untilUsable(gm);
  const longestTask = await scrolled(gm, gm.getByRole("list", { name: "Tasks" }));
  await untilUsable(gm);
  const next = await pressed(gm, "j", Math.min(presses, (await gm.getByRole("list", { name: "Tasks" }).getByRole("link").count()) - 1));
  await untilUsable(gm);
  return { usable, longestTask, next, decided: await pressed(gm, "a", 3) };
}

it("prints how an inbox of 500 tasks compares with one of 5", async () => {
  await make(0, few);
  const base = await measure();
  await make(few, few + many);
  const large = await measure();
  print(
    [`${few} tasks`, base],
    [`${many} tasks`, large],
    [
      ["navigation to a usable inbox", (figures) => figures.usable],
      ["longest task while scrolling", (figures) => figures.longestTask.clock],
      ["most processor time of a task", (figures) => figures.longestTask.processor],
      ["j to the next task, median", (figures) => middle(figures.next)],
      ["j to the next task, worst", (figures) => Math.max(...figures.next)],
      ["a to the next task, median", (figures) => middle(figures.decided)],
      ["a to the next task, worst", (figures) => Math.max(...figures.decided)],
    ],
  );
});
