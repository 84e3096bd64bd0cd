import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { call, look, newAmount, signIn, submittedExpense, withBrowser } from "./people";

withBrowser();

const tasksOf = (page: Page) => page.getByRole("list", { name: "Tasks" }).getByRole("link");
const chips = (page: Page) => page.getByRole("list", { name: "Filters" });

/** Words that no other try has used. */
const wordsOf = (name: string) => `${name}${newAmount().replace(".", "")}`;

/** The list is read again every 20 seconds. */
const nextReading = { timeout: 30_000 };

it("the inbox is narrowed by what stands in the address", async () => {
  const word = wordsOf("Narrow");
  const rep = await signIn("rep");
  for (const [purpose, amount] of [
    [`${word} small`, "310.00"],
    [`${word} middle`, "3200.00"],
    [`${word} large`, "33000.00"],
  ] as const)
    await submittedExpense(rep, purpose, amount);
  const gm = await signIn("gm");
  await gm.goto(`/inbox?q=${word}`);
  await expect.poll(() => tasksOf(gm).count()).toBe(3);

  await gm.keyboard.press("f");
  const panel = gm.getByRole("dialog", { name: "Filter" });
  await panel.getByLabel("Kind").selectOption({ label: "Expense" });
  await panel.getByLabel("Step").selectOption({ label: "General manager's sign-off" });
  await panel.getByLabel("Amount from").fill("1,000");
  await expect.poll(() => tasksOf(gm).count()).toBe(2);
  await panel.getByPlaceholder("Anybody").click();
  await look(gm, "filters-inbox-panel");
  await gm.getByRole("listbox").getByRole("option", { name: "李雷" }).click();
  await panel.getByLabel("Amount to").fill("5000");
  await gm.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  await expect.poll(() => tasksOf(gm).count()).toBe(1);
  await tasksOf(gm).getByText(`${word} middle`).waitFor();
  const address = new URL(gm.url()).searchParams;
  expect(Object.fromEntries(address)).toMatchObject({
    q: word,
    kind: "expense_request",
    step: "gm_signoff",
    amount_min: "1000",
    amount_max: "5000",
  });
  expect(address.has("sort")).toBe(false);
  await look(gm, "filters-inbox-chips");

  // The address keeps it all over a reload.
  await gm.reload();
  await expect.poll(() => tasksOf(gm).count()).toBe(1);
  await expect.poll(() => chips(gm).getByRole("button").count()).toBe(6);
  await gm.getByRole("button", { name: "Remove filter: up to 5,000" }).click();
  await expect.poll(() => tasksOf(gm).count()).toBe(2);

  // Nothing that fits is something else than nothing to do.
  await gm.keyboard.press("f");
  await panel.getByLabel("Late only").check();
  await gm.keyboard.press("Escape");
  await gm.getByText("No task matches.").first().waitFor();
  await look(gm, "filters-inbox-none");
  await gm.getByRole("region", { name: "Inbox" }).getByRole("button", { name: "Clear filters" }).last().click();
  await expect.poll(() => new URL(gm.url()).search).toBe("");
  await expect.poll(() => tasksOf(gm).count()).toBeGreaterThan(2);

  // Another box is looked through for the same.
  await gm.keyboard.press("Control+/");
  await gm.keyboard.type(word);
  await expect.poll(() => new URL(gm.url()).search).toBe(`?q=${word}`);
  await expect.poll(() => tasksOf(gm).count()).toBe(3);
  await gm.getByRole("link", { name: "Done", exact: true }).click();
  await expect.poll(() => new URL(gm.url()).search).toBe(`?q=${word}&box=done`);
});

it("a range that is none is refused at its field", async () => {
  const gm = await signIn("gm");
  await gm.goto("/inbox?amount_min=500&amount_max=5");
  await gm.getByRole("button", { name: "Filter 2" }).click();
  await gm.getByRole("dialog", { name: "Filter" }).getByText("This must not be less than the lower end").waitFor();
});

it("what comes while a row is open waits for a click, and moves nothing", async () => {
  const word = wordsOf("Waiting");
  const rep = await signIn("rep");
  for (const name of ["one", "two", "three"]) await submittedExpense(rep, `${word} ${name}`);
  const gm = await signIn("gm");
  await gm.goto(`/inbox?q=${word}&sort=-created_at`);
  await expect.poll(() => tasksOf(gm).count()).toBe(3);
  await tasksOf(gm).nth(2).click();
  const titles = () => tasksOf(gm).allInnerTexts();
  const before = await titles();
  const place = () => tasksOf(gm).nth(2).boundingBox();
  const at = await place();

  await submittedExpense(rep, `${word} four`);
  await submittedExpense(rep, `${word} five`);
  await expect.poll(async () => (await call<{ items: unknown[] }>(gm, "GET", `/tasks?q=${word}`)).items.length).toBe(5);
  const chip = gm.getByRole("button", { name: "2 new" });
  await chip.waitFor(nextReading);
  expect(await titles()).toEqual(before);
  expect(await place()).toEqual(at);
  await look(gm, "filters-inbox-new");

  // One's own decision takes its row away, and nothing else.
  await gm.keyboard.press("a");
  await expect.poll(() => tasksOf(gm).count()).toBe(2);
  expect(await titles()).toEqual(before.slice(0, 2));
  await chip.click();
  await expect.poll(() => tasksOf(gm).count()).toBe(4);
  await tasksOf(gm).first().getByText(`${word} five`).waitFor();
  expect(await chip.count()).toBe(0);

  // Another order is another list: nothing in it is new.
  await gm.getByRole("button", { name: "Newest" }).click();
  await gm.getByRole("menuitem", { name: "Oldest" }).click();
  await tasksOf(gm).first().getByText(`${word} two`).waitFor();
  // What comes at the end moves nothing, and is there at once.
  await submittedExpense(rep, `${word} six`);
  await expect.poll(async () => (await call<{ items: unknown[] }>(gm, "GET", `/tasks?q=${word}`)).items.length).toBe(5);
  await tasksOf(gm).first().click();
  await tasksOf(gm).last().getByText(`${word} six`).waitFor(nextReading);
  expect(await gm.getByRole("button", { name: /\d new/ }).count()).toBe(0);
});

it("requests are listed by several statuses at once, and by customer", async () => {
  const word = wordsOf("Several");
  const rep = await signIn("rep");
  const made = await submittedExpense(rep, `${word} one`);
  await submittedExpense(rep, `${word} two`);
  await call(rep, "POST", `/expense-requests/${made.id}/withdraw`, { reason: "no" });
  await rep.goto(`/requests?q=${word}`);
  const rows = rep.getByRole("table", { name: "Requests" }).locator("tbody tr");
  await expect.poll(() => rows.count()).toBe(2);
  await rep.getByRole("button", { name: "Status: Any status" }).click();
  await rep.getByRole("menuitemcheckbox", { name: "Withdrawn" }).click();
  await expect.poll(() => rows.count()).toBe(1);
  await rep.getByRole("menuitemcheckbox", { name: "In review" }).click();
  await expect.poll(() => rows.count()).toBe(2);
  await look(rep, "filters-requests-statuses");
  await rep.keyboard.press("Escape");
  expect(new URL(rep.url()).searchParams.get("status")).toBe("in_review,withdrawn");
  await rep.getByPlaceholder("Any customer").click();
  await rep.getByRole("listbox").getByRole("option").first().click();
  await expect.poll(() => new URL(rep.url()).searchParams.has("customer_id")).toBe(true);
  await rep.reload();
  await rep.getByRole("button", { name: "Status: 2 statuses" }).waitFor();
  await rep.getByRole("button", { name: "Clear filters" }).click();
  await expect.poll(() => new URL(rep.url()).search).toBe("");
});

it.each([
  { language: "en", theme: "light", filter: "Filter", done: "Done", kind: "Kind", late: "Late only" },
  { language: "zh-CN", theme: "dark", filter: "筛选", done: "完成", kind: "种类", late: "只看超期" },
] as const)("on a phone the filters are in a sheet, in $language", async ({ filter, done, kind, late, ...as }) => {
  const gm = await signIn("gm", { size: "phone", ...as });
  const address = "customer_id=&kind=expense_request&amount_min=100";
  await gm.goto(`/inbox?${address}`);
  await gm.getByRole("button", { name: new RegExp(`^${filter}`) }).click();
  const sheet = gm.getByRole("dialog", { name: filter });
  await sheet.getByLabel(late).waitFor();
  await look(gm, `filters-inbox-sheet-${as.language}`);
  await sheet.getByRole("button", { name: done }).click();
  await sheet.waitFor({ state: "hidden" });
  await look(gm, `filters-inbox-phone-${as.language}`);
  await gm.goto("/requests?status=in_review,approved");
  await gm.getByRole("button", { name: new RegExp(`^${filter}`) }).click();
  await sheet.getByLabel(kind).selectOption("expense_request");
  await look(gm, `filters-requests-sheet-${as.language}`);
  await sheet.getByRole("button", { name: done }).click();
  await sheet.waitFor({ state: "hidden" });
  expect(new URL(gm.url()).searchParams.get("kind")).toBe("expense_request");
  await look(gm, `filters-requests-phone-${as.language}`);
});

it("in Chinese and in the dark nothing of it is cut", async () => {
  const gm = await signIn("gm", { language: "zh-CN", theme: "dark" });
  await gm.goto("/inbox?kind=expense_request&amount_min=100&amount_max=500000");
  await gm.getByRole("button", { name: /^筛选/ }).click();
  await gm.getByRole("dialog", { name: "筛选" }).getByLabel("只看超期").waitFor();
  await look(gm, "filters-inbox-panel-zh-CN");
  await gm.goto("/requests?status=in_review,approved&kind=expense_request");
  await gm.getByRole("table").waitFor();
  await look(gm, "filters-requests-zh-CN");
});
