import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { call, look, newAmount, signIn, submittedExpense, withBrowser } from "./people";

withBrowser();

const field = (page: Page) => page.getByRole("combobox", { name: "Search" });
const options = (page: Page) => page.getByRole("listbox", { name: "Search" }).getByRole("option");

/** A key as the browser tells it while an input method has it. */
const composing = (page: Page, key: string) =>
  field(page).evaluate((input, key) => {
    const event = { key, keyCode: 229, bubbles: true, cancelable: true };
    return (
      input.dispatchEvent(new KeyboardEvent("keydown", event)) &&
      input.dispatchEvent(new KeyboardEvent("keydown", { ...event, isComposing: true }))
    );
  }, key);

it("everything is found by keys alone, and an input method keeps its own", async () => {
  const word = `Finding${newAmount().replace(".", "")}`;
  const rep = await signIn("rep");
  const one = await submittedExpense(rep, `${word} one`);
  await submittedExpense(rep, `${word} two`);
  const gm = await signIn("gm");
  await gm.goto("/requests");
  await gm.getByRole("table", { name: "Requests" }).waitFor();
  await gm.keyboard.press("/");
  await gm.keyboard.type(word);
  await expect.poll(() => options(gm).count()).toBe(2);
  await look(gm, "search-found");
  const active = () => field(gm).getAttribute("aria-activedescendant");
  const first = await active();
  expect(first).toBeTruthy();

  // Enter, Escape and the arrows choose characters, and nothing here.
  for (const key of ["Enter", "ArrowDown", "Escape"]) expect(await composing(gm, key)).toBe(true);
  expect(await active()).toBe(first);
  expect(new URL(gm.url()).pathname).toBe("/requests");

  await gm.keyboard.press("ArrowDown");
  await expect.poll(active).not.toBe(first);
  await gm.keyboard.press("ArrowDown");
  await expect.poll(active).toBe(first);
  const title = (await options(gm).first().locator("b").textContent()) ?? "";
  await gm.keyboard.press("Enter");
  await gm.waitForURL(/\/expense-requests\/[0-9a-f-]{36}/);
  await gm.getByRole("heading", { level: 1, name: title }).waitFor();

  // What was opened comes first; a number and Enter need not wait for the answer.
  await gm.keyboard.press("/");
  await expect.poll(() => options(gm).first().textContent()).toContain(title);
  await look(gm, "search-recent");
  await gm.keyboard.press("Escape");
  await expect.poll(() => field(gm).getAttribute("aria-expanded")).toBe("false");
  const { number } = await call<{ number: string }>(gm, "GET", `/expense-requests/${one.id}`);
  await gm.keyboard.press("/");
  await gm.keyboard.type(number);
  await gm.keyboard.press("Enter");
  await gm.waitForURL(new RegExp(one.id));
});

it("on a phone the search opens over the top bar", async () => {
  const rep = await signIn("rep", { size: "phone" });
  await rep.getByRole("button", { name: "Search" }).click();
  await field(rep).fill("no such thing anywhere");
  await rep.getByText("No results for").waitFor();
  await look(rep, "search-phone");
  await rep.getByRole("search").getByRole("button", { name: "Close" }).click();
  await field(rep).waitFor({ state: "hidden" });
});

it("a filter with a name is there after a reload, is renamed and deleted", async () => {
  const name = `Large ${newAmount()}`;
  const gm = await signIn("gm");
  await gm.goto("/requests?kind=expense_request&status=in_review");
  await gm.getByRole("button", { name: "Views" }).click();
  await gm.getByRole("menuitem", { name: "Save this filter" }).click();
  await gm.getByRole("dialog").getByLabel("Name").fill(name);
  await look(gm, "views-save");
  await gm.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await gm.getByRole("button", { name: `View: ${name}` }).waitFor();
  await gm.goto("/requests");
  await gm.getByRole("button", { name: "Views" }).click();
  await gm.getByRole("menuitem", { name }).click();
  await expect.poll(() => new URL(gm.url()).search).toBe("?kind=expense_request&status=in_review");
  await gm.getByRole("button", { name: `View: ${name}` }).click();
  await gm.getByRole("menuitem", { name: "Rename or delete" }).click();
  const dialog = gm.getByRole("dialog", { name: "Named views" });
  await dialog.getByLabel(`Name of ${name}`).fill(`${name} renamed`);
  await dialog.getByRole("button", { name: "Rename", disabled: false }).click();
  await dialog.getByLabel(`Name of ${name} renamed`).waitFor();
  await look(gm, "views-manage");
  await dialog.getByRole("button", { name: `Delete ${name} renamed` }).click();
  await dialog.getByLabel(`Name of ${name} renamed`).waitFor({ state: "detached" });
});

/** How high the first row of a list is. */
async function rowHeight(page: Page, path: string) {
  await page.goto(path);
  const row = page.getByRole("table").locator("tbody tr").first();
  await row.waitFor();
  return Math.round((await row.boundingBox())?.height ?? 0);
}

it("theme, density and keys hold at once, and on another device", async () => {
  const manager = await signIn("manager");
  const root = (page: Page) => page.evaluate(() => ({ ...document.documentElement.dataset }));
  const lines = { one: await rowHeight(manager, "/customers"), two: await rowHeight(manager, "/requests") };
  await manager.goto("/me");
  try {
    await manager.getByText("Dark", { exact: true }).click();
    await manager.getByText("Compact", { exact: true }).click();
    await manager.getByLabel("Use single-key shortcuts").click();
    await expect.poll(() => root(manager)).toMatchObject({ density: "compact", mantineColorScheme: "dark" });
    await expect
      .poll(async () => (await call<{ preferences: object }>(manager, "GET", "/me")).preferences)
      .toEqual({ theme: "dark", density: "compact", keys: false });
    await look(manager, "preferences");

    const other = await signIn("manager");
    await expect.poll(() => root(other)).toMatchObject({ density: "compact", mantineColorScheme: "dark" });
    await other.keyboard.press("/");
    await other.keyboard.press("g");
    await other.keyboard.press("r");
    expect(await field(other).getAttribute("aria-expanded")).toBe("false");
    expect(new URL(other.url()).pathname).toBe("/");
    // The edge of a row is a pixel besides.
    expect(await rowHeight(other, "/customers")).toBeLessThanOrEqual(33);
    expect(lines.one).toBeGreaterThanOrEqual(40);
    expect(await rowHeight(other, "/requests")).toBe(lines.two - 8);
  } finally {
    const me = await call<{ user: { version: number } }>(manager, "GET", "/me");
    await call(manager, "PATCH", "/me", { version: me.user.version, theme: "auto", density: "comfortable", keys: true });
  }
});
