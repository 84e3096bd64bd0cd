import type { Page, Request } from "playwright-core";
import { expect, it } from "vitest";
import { fillExpense, kept, readyOffline } from "./device";
import { base, call, expectFault, goWithin, type Look, newTab, newWord, signIn, untrusted, withBrowser } from "./people";

withBrowser();

const waiting = (page: Page) => page.getByRole("list", { name: "Outbox" }).getByRole("listitem");

async function submitExpense(page: Page, purpose: string) {
  await fillExpense(page, purpose, "en", true);
  await page.getByRole("button", { name: "Submit" }).click();
  await page.waitForURL(/\/outbox$/);
}

async function saveLog(page: Page, content: string) {
  await goWithin(page, "/work-logs/new");
  await page.getByText("Call", { exact: true }).click();
  await page.getByLabel("What was done").fill(content);
  await page.getByRole("button", { name: /^Save/ }).click();
  await page.waitForURL(/\/outbox$/);
}

/** Where there is HTTPS a lock of the browser says who sends; elsewhere a lease, which runs out when its tab is closed. */
it.each<[string, () => Look]>([
  ["a lock", () => ({ worker: true })],
  ["a lease", () => ({ at: untrusted(base()) })],
])(
  "what was written in two tabs without a network is sent by one of them, held by %s; it is closed, and the other goes on",
  async (by, look) => {
    expectFault(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
    const one = await signIn("rep", look());
    expect(await one.evaluate(() => "locks" in navigator)).toBe(by === "a lock");
    const two = await newTab(one);
    await two.goto("/");
    for (const page of [one, two]) {
      // Without a worker, a page has the parts that it was shown.
      for (const path of ["/expense-requests/new", "/work-logs/new", "/outbox"]) await goWithin(page, path);
      await readyOffline(page);
    }
    const network = one.context();
    await network.setOffline(true);
    const word = newWord("Tabs");
    await submitExpense(one, `${word} expense`);
    await saveLog(two, `${word} log`);
    for (const page of [one, two]) await expect.poll(() => waiting(page).count()).toBe(2);

    // The server makes the expense, and the tab is closed before it hears of that.
    const writes: [Page, Request][] = [];
    for (const page of [one, two]) page.on("request", (request) => request.method() === "POST" && writes.push([page, request]));
    const makes = (request: Request) => new URL(request.url()).pathname === "/api/v1/expense-requests";
    let made = () => {};
    const halfway = new Promise<void>((resolve) => {
      made = resolve;
    });
    let held = false;
    await network.route("**/api/v1/expense-requests", async (route) => {
      if (held || route.request().method() !== "POST") return route.continue();
      held = true;
      const request = route.request();
      const at = new URL(request.url());
      // The browser alone knows the other name of this machine.
      await route.fetch({ url: base() + at.pathname, headers: { ...(await request.allHeaders()), origin: base() } });
      made();
    });
    await network.setOffline(false);
    await halfway;
    const [sender] = writes.find(([, request]) => makes(request)) ?? [];
    const other = sender === one ? two : one;
    await expect.poll(() => waiting(other).count()).toBe(1);
    await other.getByText(/^Being sent: step 1 of \d$/).waitFor();
    expect(writes.filter(([page]) => page === other)).toEqual([]);
    await sender?.close();

    await expect.poll(() => waiting(other).count(), { timeout: 40_000 }).toBe(0);
    const keys = writes.filter(([, request]) => makes(request)).map(([, request]) => request.headers()["idempotency-key"]);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    const requests = await call<{ items: { title: string; status: string }[] }>(other, "GET", `/requests?q=${word}`);
    expect(requests.items.map(({ title, status }) => [title, status !== "draft"])).toEqual([[`${word} expense`, true]]);
    const logs = await call<{ items: { content: string }[] }>(other, "GET", "/work-logs?limit=20");
    expect(logs.items.filter((log) => log.content === `${word} log`)).toHaveLength(1);
    for (const store of ["items", "files", "drafts"] as const) expect(await kept(other, store), store).toBe("[]");
  },
);
