import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readyWorker } from "./device";
import { Front } from "./front";
import { look, newTab, newWord, signIn, withBrowser } from "./people";

withBrowser();

let front: Front;
beforeAll(async () => {
  front = await Front.started();
});
afterAll(() => front.stop());

const chip = (page: Page) => page.getByRole("button", { name: "New version" });
const isLater = (page: Page) => page.locator("meta[name=version][content=later]").count();

/** Looks for a newer version, as a page that stays open does each hour. */
const lookForNewer = (page: Page) =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });

it("a newer version of the page waits for a click in each tab, and takes nothing that is typed with it", async () => {
  const rep = await signIn("rep", { at: front.base, worker: true });
  await readyWorker(rep);
  // The worker serves the page from its next start on.
  await rep.goto("/work-logs/new");
  const other = await newTab(rep);
  await other.goto("/project-requests/new");
  const word = newWord("Typed");
  await other.getByLabel("Reason").fill(`${word} reason`);
  expect(await chip(rep).count()).toBe(0);

  front.later = true;
  await lookForNewer(rep);
  for (const page of [rep, other]) await chip(page).waitFor();
  await look(other, "new-version");
  // Nothing happens by itself, not even by a reload.
  await rep.reload();
  expect(await isLater(rep)).toBe(0);
  await chip(rep).waitFor();

  const content = rep.getByLabel("What was done");
  await content.pressSequentially(`${word} log`);
  await chip(rep).click();
  await expect.poll(() => isLater(rep)).toBe(1);
  await expect.poll(() => content.inputValue()).toBe(`${word} log`);
  expect(await chip(rep).count()).toBe(0);

  // The other tab is the old one still, and what is typed in it is as it was.
  expect(await isLater(other)).toBe(0);
  await other.getByLabel("Reason").pressSequentially(", and more");
  await chip(other).click();
  await expect.poll(() => isLater(other)).toBe(1);
  await expect.poll(() => other.getByLabel("Reason").inputValue()).toBe(`${word} reason, and more`);
  expect(await chip(other).count()).toBe(0);
});
