import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { OwnApi } from "./ownApi";
import { call, expectFault, look, newAmount, newWord, signIn, submittedExpense, withBrowser } from "./people";

withBrowser();

let api: OwnApi;
beforeEach(async () => {
  api = await OwnApi.started();
  // The browser notes each call that nobody answers.
  expectFault(/Failed to load resource: net::ERR_/);
});
afterEach(() => api.kill());

const said = (page: Page) => page.getByRole("alert").filter({ hasText: "The server cannot be reached" });

interface Detail {
  status: string;
  decisions: { outcome: string; comment?: string }[];
}

it("a decision made while the server is away goes through once when it is back, and what was typed stays", async () => {
  const rep = await signIn("rep", { at: api.base });
  const word = newWord("Away");
  const made = await submittedExpense(rep, `${word} first`);
  for (const which of ["second", "third"]) await submittedExpense(rep, `${word} ${which}`);
  const gm = await signIn("gm", { at: api.base });
  await gm.goto(`/inbox?q=${word}&sort=created_at`);
  const tasks = gm.getByRole("list", { name: "Tasks" }).getByRole("link");
  await expect.poll(() => tasks.count()).toBe(3);
  const current = gm.locator("[aria-label=Tasks] a[aria-current=true]");
  const comment = gm.getByLabel("Comment", { exact: true });
  await current.getByText("first").waitFor();
  await comment.fill("Typed while it was there");
  // The neighbour is read ahead.
  await gm.waitForLoadState("networkidle");
  const keys: (string | undefined)[] = [];
  gm.on("request", (request) => {
    if (request.url().endsWith("/complete")) keys.push(request.headers()["idempotency-key"]);
  });

  await api.kill();
  await gm.getByRole("button", { name: "Approve", exact: true }).click();
  await current.getByText("second").waitFor();
  await said(gm).first().waitFor();
  await comment.fill("Typed without a server");
  await tasks.getByText("waiting for the server").waitFor();
  expect(await tasks.count()).toBe(3);
  // It tries by itself, later each time.
  await expect.poll(() => keys.length).toBeGreaterThanOrEqual(3);

  await api.start();
  await expect.poll(() => tasks.count(), { timeout: 30_000 }).toBe(2);
  await expect.poll(() => said(gm).count()).toBe(0);
  expect(await comment.inputValue()).toBe("Typed without a server");
  await current.getByText("second").waitFor();
  expect(new Set(keys).size).toBe(1);
  const now = await call<Detail>(gm, "GET", `/requests/${made.id}`);
  expect(now.status).toBe("approved");
  const approved = now.decisions.filter((decision) => decision.outcome === "approve");
  expect(approved.map((decision) => decision.comment)).toEqual(["Typed while it was there"]);
});

it("a form keeps what is typed without a server, and brings it there when told to try now", async () => {
  const rep = await signIn("rep", { at: api.base });
  await rep.goto("/expense-requests/new");
  await rep.getByLabel("Project").click();
  await rep.getByRole("option").first().click();
  const amount = newAmount();
  await api.kill();
  await rep.getByLabel("Purpose").fill("Typed without a server");
  await rep.getByLabel("Amount").fill(amount);
  await rep.getByText("Not saved on the server, kept on this device").waitFor();
  const waits = rep.getByText("The server cannot be reached: you can submit");
  await waits.waitFor();
  await look(rep, "expense-away");
  // Right after it tried by itself the next time is some seconds away.
  await rep.waitForEvent("requestfailed", (request) => request.url().endsWith("/expense-requests"));
  await api.start();
  await rep.getByRole("button", { name: "Try now" }).first().click();
  await rep.getByText(/^Saved /).waitFor();
  await expect.poll(() => waits.count()).toBe(0);
  // The field groups the digits.
  expect((await rep.getByLabel("Amount").inputValue()).replace(",", "")).toBe(amount);
  const drafts = await call<{ items: { amount?: { amount: string }; purpose?: string }[] }>(rep, "GET", "/requests?status=draft");
  expect(drafts.items.filter((draft) => draft.amount?.amount === amount)).toHaveLength(1);
});

it("a screen that was never loaded waits for the server, says so, and comes by itself", async () => {
  const gm = await signIn("gm", { at: api.base });
  await gm.waitForLoadState("networkidle");
  await api.kill();
  await gm.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Requests" }).click();
  await said(gm).first().waitFor();
  await api.start();
  await gm.getByRole("heading", { level: 1, name: "Requests" }).waitFor();
  const unstyled = () =>
    gm.evaluate(() => [...document.querySelectorAll("link")].filter((link) => link.rel === "stylesheet" && !link.sheet).length);
  expect(await unstyled()).toBe(0);
  await expect.poll(() => said(gm).count()).toBe(0);
});
