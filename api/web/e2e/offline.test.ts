import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { fillExpense, kept, readyOffline } from "./device";
import { call, expectFault, look, newTab, receipt, signIn, withBrowser } from "./people";

withBrowser();

interface Found {
  id: string;
  title: string;
  status: string;
}

/** All requests of the rep's with a word in their purpose. */
const found = async (rep: Page, word: string) =>
  (await call<{ items: Found[] }>(rep, "GET", `/requests?limit=50&q=${encodeURIComponent(word)}`)).items;

/** Presses as a person does, who holds a button for a moment: meanwhile it must stay under the pointer. */
async function press(page: Page, button: Locator) {
  await button.hover();
  await page.mouse.down();
  await page.waitForTimeout(150);
  await page.mouse.up();
}

it("three expenses and a work log written on a phone without a network outlive the tab, and are there once", async () => {
  expectFault(/ERR_INTERNET_DISCONNECTED/);
  const phone = await signIn("rep", { size: "phone", language: "zh-CN", worker: true });
  await readyOffline(phone);
  const network = phone.context();
  await network.setOffline(true);
  await phone.close();

  const word = `断网${Date.now()}`;
  const tab = await newTab(phone);
  // The first one is typed, and the tab closed before it is submitted.
  await fillExpense(tab, `${word}-1`, "zh-CN");
  await expect.poll(() => kept(tab, "drafts")).toContain(`${word}-1`);
  await tab.close();
  const rep = await newTab(phone);
  await rep.goto("/expense-requests/new");
  await rep.getByText("receipt.png").waitFor();
  await expect.poll(() => rep.getByLabel("用途").inputValue()).toBe(`${word}-1`);
  await rep.getByRole("button", { name: "提交" }).click();
  await rep.waitForURL(/\/outbox$/);
  for (const which of [2, 3]) {
    await fillExpense(rep, `${word}-${which}`, "zh-CN");
    await press(rep, rep.getByRole("button", { name: "提交" }));
    await rep.waitForURL(/\/outbox$/);
  }
  await rep.goto("/work-logs/new");
  await rep.getByText("电话", { exact: true }).click();
  await rep.getByLabel("工作内容").fill(`${word}-日志`);
  await rep.getByRole("button", { name: "结果、下一步、工时、照片" }).click();
  await rep.locator("input[type=file]").first().setInputFiles(receipt);
  await rep.getByText("receipt.png").waitFor();
  await rep.getByRole("button", { name: "保存" }).click();
  await rep.waitForURL(/\/outbox$/);
  await rep.close();

  const last = await newTab(phone);
  await last.goto("/outbox");
  const waiting = last.getByRole("list", { name: "待发送" }).getByRole("listitem");
  await expect.poll(() => waiting.count()).toBe(4);
  await last.getByText("等待网络").first().waitFor();
  await look(last, "outbox-phone-zh-CN");
  await network.setOffline(false);
  await expect.poll(() => waiting.count(), { timeout: 30_000 }).toBe(0);

  const made = await found(last, word);
  expect(made.map((request) => request.title).sort()).toEqual([1, 2, 3].map((which) => `${word}-${which}`));
  for (const request of made) {
    expect(request.status).not.toBe("draft");
    const detail = await call<{ attachments: unknown[] }>(last, "GET", `/requests/${request.id}`);
    expect(detail.attachments).toHaveLength(1);
  }
  const logs = await call<{ items: { content: string; photos: unknown[] }[] }>(last, "GET", "/work-logs?limit=20");
  const own = logs.items.filter((log) => log.content.includes(word));
  expect(own.map((log) => log.photos.length)).toEqual([1]);
});

it("what the server did while its answer was lost is there once", async () => {
  expectFault(/net::ERR_/);
  const rep = await signIn("rep");
  const lost = new Set<string>();
  /** The server acts on the first call of each kind, and nobody hears of it. */
  await rep.route(/\/api\/v1\/(expense-requests|requests)(\/[^/]+\/(submit|attachments))?$/, async (route) => {
    const kind = new URL(route.request().url()).pathname.replace(/[0-9a-f-]{36}/, "");
    if (route.request().method() !== "POST" || lost.has(kind)) return route.continue();
    lost.add(kind);
    await route.fetch();
    await route.abort();
  });
  const word = `Lost${Date.now()}`;
  await fillExpense(rep, word);
  await rep.getByRole("button", { name: "Submit" }).click();
  await rep.waitForURL((url) => !/\/(new|edit)$/.test(url.pathname));
  const badge = rep.getByRole("link", { name: /to be sent/ });
  await expect.poll(() => badge.count(), { timeout: 30_000 }).toBe(0);
  expect([...lost].sort()).toEqual(["/api/v1/expense-requests", "/api/v1/expense-requests//submit", "/api/v1/requests//attachments"]);
  const made = await found(rep, word);
  expect(made.map((request) => request.status === "draft")).toEqual([false]);
  const detail = await call<{ attachments: unknown[] }>(rep, "GET", `/requests/${made[0]?.id}`);
  expect(detail.attachments).toHaveLength(1);
});

it("one that is refused waits for the person, the others go; edited, it goes too", async () => {
  expectFault(/net::ERR_/);
  const rep = await signIn("rep", { worker: true });
  await readyOffline(rep);
  const word = `Refused${Date.now()}`;
  await rep.context().setOffline(true);
  await fillExpense(rep, `${word} tomorrow`);
  await rep.getByLabel("Day").fill("2099-01-01");
  await rep.getByRole("button", { name: "Submit" }).click();
  await rep.waitForURL(/\/outbox$/);
  await fillExpense(rep, `${word} today`);
  await rep.getByRole("button", { name: "Submit" }).click();
  await rep.waitForURL(/\/outbox$/);
  await rep.context().setOffline(false);
  const waiting = rep.getByRole("list", { name: "Outbox" }).getByRole("listitem");
  await rep.locator("[data-state=needs-you]").waitFor({ timeout: 30_000 });
  await expect.poll(() => waiting.count()).toBe(1);
  await look(rep, "outbox-refused");
  expect((await found(rep, word)).filter((request) => request.status !== "draft").map((request) => request.title)).toEqual([
    `${word} today`,
  ]);
  await waiting.getByRole("button", { name: "Edit" }).click();
  await expect.poll(() => rep.getByLabel("Purpose").inputValue()).toBe(`${word} tomorrow`);
  await rep.getByText("receipt.png").first().waitFor();
  // The receipt is still on its way when the form has been sent: it is not sent from two places.
  await rep.route(/\/attachments$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await rep.getByRole("button", { name: "Today" }).click();
  await rep.getByRole("button", { name: "Submit" }).click();
  await rep.waitForURL((url) => !/\/(new|edit)$/.test(url.pathname));
  await expect
    .poll(async () => (await found(rep, word)).filter((request) => request.status !== "draft").length, { timeout: 30_000 })
    .toBe(2);
  expect(await found(rep, word)).toHaveLength(2);
});
