import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { fillExpense, kept, readyOffline, readyWorker, receiptOf } from "./device";
import { call, expectFault, goWithin, look, newWord, signIn, submittedExpense, withBrowser } from "./people";

withBrowser();

const waiting = (page: Page) => page.getByRole("list", { name: "Outbox" }).getByRole("listitem");

async function saveNote(rep: Page, text: string) {
  await rep.keyboard.press("n");
  await rep.getByLabel("Note").fill(text);
  await rep.keyboard.press("Control+Enter");
}

async function submitProjectRequest(rep: Page, reason: string) {
  await rep.goto("/project-requests/new");
  await rep.locator("input[type=file]").first().setInputFiles(receiptOf(reason));
  await rep.getByLabel("Project").click();
  await rep.getByRole("option").first().click();
  await rep.getByLabel("Reason").fill(reason);
  await rep.getByLabel("Expected revenue").fill("2400000");
  await rep.getByLabel("Expected cost").fill("1860000");
  await rep.getByLabel("Expected close").fill("2027-03-31");
  await rep.getByLabel("Win probability").fill("65");
  await rep.getByRole("button", { name: "Submit" }).click();
}

async function saveLog(rep: Page, content: string) {
  await rep.goto("/work-logs/new");
  await rep.getByText("Call", { exact: true }).click();
  await rep.getByLabel("What was done").fill(content);
  await rep.locator("input[type=file]").first().setInputFiles(receiptOf(content));
  await rep.getByText("receipt.png").waitFor();
  await rep.getByRole("button", { name: /^Save/ }).click();
}

async function submitExpense(rep: Page, purpose: string) {
  await fillExpense(rep, purpose);
  await rep.getByRole("button", { name: "Submit" }).click();
}

/** Each kind: how it is written, and how it is sent again from its form. */
const kinds = [
  { field: "Note", write: saveNote, send: "Save note", files: 0 },
  { field: "Reason", write: submitProjectRequest, send: "Submit", files: 1 },
  { field: "What was done", write: saveLog, send: "Save", files: 1 },
  { field: "Purpose", write: submitExpense, send: "Submit", files: 1 },
];

interface Found {
  id: string;
  status: string;
  purpose?: string;
  reason?: string;
  attachments: unknown[];
}

it("a note, a project request, a work log and an expense wait without a network, are changed or discarded there, and are there once", async () => {
  expectFault(/ERR_INTERNET_DISCONNECTED/);
  const rep = await signIn("rep", { worker: true });
  const customers = await call<{ items: { id: string }[] }>(rep, "GET", "/customers?limit=1");
  const customer = customers.items[0]?.id;
  await goWithin(rep, `/customers/${customer}`);
  await rep.getByRole("region", { name: "Timeline" }).waitFor();
  await readyOffline(rep);
  await rep.context().setOffline(true);
  const word = newWord("Kinds");
  // The notes first, as long as the page that is open has the customer.
  for (const [i, { write }] of kinds.entries()) {
    for (const which of ["kept", "thrown"]) {
      if (i === 0) await goWithin(rep, `/customers/${customer}`);
      await write(rep, `${word} ${i} ${which}`);
      await rep.waitForURL(/\/outbox$/);
    }
  }
  await rep.reload();
  await expect.poll(() => waiting(rep).count()).toBe(8);
  await look(rep, "outbox-kinds");

  const row = (text: string) => waiting(rep).filter({ hasText: text });
  for (const [i, { field, files }] of kinds.entries()) {
    const thrown = row(`${word} ${i} thrown`);
    if (files > 0) {
      // A form that is left again has not taken it out of sight.
      await thrown.getByRole("button", { name: "Edit" }).click();
      await expect.poll(() => rep.getByLabel(field).inputValue()).toBe(`${word} ${i} thrown`);
      await rep.getByText("receipt.png").waitFor();
      await goWithin(rep, "/outbox");
      await thrown.getByText("You took it back to change it").waitFor();
      if (i === 1) await look(rep, "outbox-taken-back");
    }
    await thrown.getByRole("button", { name: "Discard" }).click();
    await rep.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
    await expect.poll(() => thrown.count()).toBe(0);
  }
  await expect.poll(async () => JSON.parse(await kept(rep, "files")).length).toBe(3);
  expect(await kept(rep, "drafts")).toBe("[]");

  for (const [i, { field, send, files }] of kinds.entries()) {
    await row(`${word} ${i} kept`).getByRole("button", { name: "Edit" }).click();
    await expect.poll(() => rep.getByLabel(field).inputValue()).toBe(`${word} ${i} kept`);
    await expect.poll(() => rep.getByText("receipt.png").count()).toBe(files);
    await rep.getByLabel(field).fill(`${word} ${i} changed`);
    if (i === 0) await look(rep, "outbox-edit-note");
    await rep.getByRole("button", { name: send, exact: true }).click();
    await rep.waitForURL(/\/outbox$/);
    await row(`${word} ${i} changed`).waitFor();
  }
  expect(await waiting(rep).count()).toBe(4);

  await rep.context().setOffline(false);
  await expect.poll(() => waiting(rep).count(), { timeout: 30_000 }).toBe(0);
  for (const store of ["items", "files", "drafts"] as const) expect(await kept(rep, store), store).toBe("[]");
  const { items } = await call<{ items: Found[] }>(rep, "GET", "/requests?limit=20");
  const requests = await Promise.all(items.map(({ id }) => call<Found>(rep, "GET", `/requests/${id}`)));
  const mine = requests.filter((request) => (request.purpose ?? request.reason)?.startsWith(word));
  expect(mine.map((request) => [request.purpose ?? request.reason, request.status === "draft", request.attachments.length]).sort()).toEqual(
    [1, 3].map((i) => [`${word} ${i} changed`, false, 1]),
  );
  const logs = await call<{ items: { content: string; photos: unknown[] }[] }>(rep, "GET", "/work-logs?limit=20");
  const own = logs.items.filter((log) => log.content.startsWith(word));
  expect(own.map((log) => [log.content, log.photos.length])).toEqual([[`${word} 2 changed`, 1]]);
  const timeline = await call<{ items: object[] }>(rep, "GET", `/customers/${customer}/timeline?limit=50`);
  const notes = timeline.items.map((event) => JSON.stringify(event)).filter((event) => event.includes(`${word} 0`));
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain(`${word} 0 changed`);
});

it("the file of a draft that is deleted before it arrived leaves the device with it", async () => {
  expectFault(/net::ERR_/);
  const rep = await signIn("rep");
  const projects = await call<{ items: { id: string }[] }>(rep, "GET", "/projects?limit=1");
  const draft = await call<{ id: string }>(rep, "POST", "/expense-requests", { project_id: projects.items[0]?.id });
  await rep.route(/attachments$|expense-requests\/[^/]+$/, (route) =>
    route.request().method() === "GET" ? route.continue() : route.abort(),
  );
  await rep.goto(`/expense-requests/${draft.id}/edit`);
  const word = newWord("Deleted");
  await rep.getByLabel("Purpose").fill(word);
  await rep.locator("input[type=file]").first().setInputFiles(receiptOf(word));
  await rep.getByRole("button", { name: "Upload receipt.png again" }).waitFor();
  await rep.goto(`/expense-requests/${draft.id}`);
  expect(await kept(rep, "drafts")).toContain(word);
  expect(await kept(rep, "files")).toContain(draft.id);
  await rep.getByRole("button", { name: "More" }).click();
  await rep.getByRole("menuitem", { name: "Delete draft" }).click();
  await rep.getByRole("dialog").getByRole("button", { name: "Delete draft" }).click();
  await rep.waitForURL(/\/requests$/);
  for (const store of ["drafts", "files"] as const) await expect.poll(() => kept(rep, store), { message: store }).toBe("[]");
});

it("who signs out with something unsent is told what; the next person on the device neither sees nor sends it", async () => {
  expectFault(/net::ERR_/);
  const rep = await signIn("rep", { worker: true });
  await readyOffline(rep);
  const network = rep.context();
  await network.setOffline(true);
  const word = newWord("Left");
  await submitExpense(rep, word);
  await rep.waitForURL(/\/outbox$/);
  const dialog = rep.getByRole("dialog");
  const signOut = async () => {
    await rep.getByRole("banner").getByRole("button", { expanded: false }).last().click();
    await rep.getByRole("menuitem", { name: "Sign out" }).click();
  };
  const signInAs = async (name: string) => {
    await rep.waitForURL(/\/sign-in$/);
    await rep.getByLabel("User name").fill(name);
    await rep.getByLabel("Password", { exact: true }).fill(`demo-${name}`);
    await rep.getByRole("button", { name: "Sign in", exact: true }).click();
    await rep.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    await rep.getByRole("heading", { level: 1 }).waitFor();
  };
  await signOut();
  await dialog.getByText("1 thing is still on this device only").waitFor();
  await dialog.getByText(word).waitFor();
  await look(rep, "sign-out-unsent");
  // Only the server can end a session.
  await dialog.getByRole("button", { name: "Sign out all the same" }).click();
  await dialog.getByText("The server cannot be reached").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "hidden" });

  // A network that lets writes through only later.
  let through = false;
  const writers: string[] = [];
  await network.route(/\/api\/v1\/expense-requests$/, (route) => {
    if (route.request().method() === "POST") writers.push(route.request().url());
    return through ? route.continue() : route.abort();
  });
  await network.setOffline(false);
  await expect.poll(() => writers.length).toBeGreaterThan(0);
  await signOut();
  await dialog.getByRole("button", { name: "Sign out all the same" }).click();
  await signInAs("rep2");
  through = true;
  writers.length = 0;
  await goWithin(rep, "/outbox");
  await rep.getByText("Nothing is waiting to be sent").waitFor();
  // Drafts and receipts are the first one's too.
  await goWithin(rep, "/expense-requests/new");
  await rep.evaluate(() => window.dispatchEvent(new Event("online")));
  // Time enough for what must not happen.
  await rep.waitForTimeout(1000);
  expect(await rep.getByLabel("Purpose").inputValue()).toBe("");
  expect(await rep.getByText("receipt.png").count()).toBe(0);
  expect(writers).toEqual([]);
  expect(await kept(rep, "items")).toContain(word);

  await signOut();
  await signInAs("rep");
  await expect.poll(() => kept(rep, "items"), { timeout: 30_000 }).toBe("[]");
  expect(writers).toHaveLength(1);
  expect((await call<{ items: Found[] }>(rep, "GET", `/requests?q=${word}`)).items).toHaveLength(1);
});

it("a decision is never kept for later: without a network it says that it waits, and is gone with the page", async () => {
  expectFault(/net::ERR_/);
  const rep = await signIn("rep");
  const word = newWord("Decided");
  const made = await submittedExpense(rep, word);
  const gm = await signIn("gm", { worker: true });
  await readyWorker(gm);
  const tasks = gm.getByRole("list", { name: "Tasks" }).getByRole("link");
  const inbox = `box=inbox&q=${made.number}`;
  await expect.poll(async () => (await call<{ items: unknown[] }>(gm, "GET", `/tasks?${inbox}`)).items.length).toBe(1);
  await gm.goto(`/inbox?q=${made.number}`);
  await expect.poll(() => tasks.count()).toBe(1);
  await gm.getByLabel("Comment", { exact: true }).fill(`${word} comment`);
  const decisions: string[] = [];
  gm.on("request", (request) => request.url().endsWith("/complete") && decisions.push(request.url()));
  await gm.context().setOffline(true);
  await gm.getByRole("button", { name: "Approve", exact: true }).click();
  await tasks.getByText("waiting for the server").waitFor();
  await gm.getByText("nothing is decided yet").waitFor();
  await look(gm, "decision-waits");
  expect(await kept(gm, "items")).toBe("[]");
  expect(await gm.getByRole("link", { name: /to be sent/ }).count()).toBe(0);

  // Who closes the page is asked, and then nothing is decided.
  const asked: string[] = [];
  gm.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await gm.reload();
  expect(asked).toEqual(["beforeunload"]);
  decisions.length = 0;
  await gm.context().setOffline(false);
  await expect.poll(() => gm.getByLabel("Comment", { exact: true }).inputValue()).toBe(`${word} comment`);
  // Time enough for a decision that must not be sent.
  await gm.waitForTimeout(500);
  expect(decisions).toEqual([]);
  const now = await call<{ decisions: { outcome: string }[] }>(gm, "GET", `/requests/${made.id}`);
  expect(now.decisions.map((decision) => decision.outcome)).toEqual(["submit"]);
});
