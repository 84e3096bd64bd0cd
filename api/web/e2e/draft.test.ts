import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { call, look, newAmount, receipt, signIn, withBrowser } from "./people";

withBrowser();

interface Draft {
  id: string;
  version: number;
  status: string;
  purpose?: string;
  amount?: { amount: string };
  attachments: { name: string }[];
}

/** A draft of the rep's, opened in its form. */
async function opened() {
  const rep = await signIn("rep");
  const projects = await call<{ items: { id: string }[] }>(rep, "GET", "/projects?limit=1");
  const draft = await call<Draft>(rep, "POST", "/expense-requests", {
    project_id: projects.items[0]?.id,
    category: "travel",
    amount: { amount: newAmount(), currency: "CNY" },
    purpose: "Train to the substation",
    spent_on: "2026-11-20",
  });
  const edit = `/expense-requests/${draft.id}/edit`;
  await rep.goto(edit);
  await expect.poll(() => rep.getByLabel("Purpose").inputValue()).toBe("Train to the substation");
  const now = () => call<Draft>(rep, "GET", `/expense-requests/${draft.id}`);
  const elsewhere = async (part: object) =>
    call(rep, "PATCH", `/expense-requests/${draft.id}`, { version: (await now()).version, ...part });
  return { rep, edit, now, elsewhere, address: `/expense-requests/${draft.id}` };
}

const yuan = (amount: string) => ({ amount: { amount, currency: "CNY" } });

it("files chosen before a project go once there is one, and what is refused says why in its row", async () => {
  const rep = await signIn("rep");
  await rep.goto("/expense-requests/new");
  await rep
    .locator("input[type=file]")
    .first()
    .setInputFiles([receipt, { name: "empty.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) }]);
  await rep.getByText("Uploaded once a project is chosen").waitFor();
  await rep.getByText("It is empty and was not uploaded").waitFor();
  await rep.getByLabel("Project").click();
  await rep.getByRole("option").first().click();
  await rep.getByRole("link", { name: "receipt.png" }).waitFor();
  await rep.waitForURL(/\/edit$/);
});

it("two edits of a draft are put together; only what both changed is asked about, and sent once it is answered", async () => {
  const { rep, now, elsewhere } = await opened();
  await elsewhere({ ...yuan("99.00"), purpose: "Changed elsewhere" });
  await rep.getByLabel("Amount").fill("77");
  await rep.getByText("was changed elsewhere too").waitFor();
  expect(await rep.getByLabel("Purpose").inputValue()).toBe("Changed elsewhere");
  await look(rep, "expense-clash");
  // Leaving a field saves; what is asked about must not go with it.
  await rep.getByLabel("Purpose").fill("Changed here again");
  await rep.getByLabel("Amount").focus();
  await expect.poll(async () => (await now()).purpose).toBe("Changed here again");
  expect((await now()).amount?.amount).toBe("99.00");
  await rep.getByRole("button", { name: "Mine: 77" }).click();
  await expect.poll(async () => (await now()).amount?.amount).toBe("77.00");
});

it("what was typed without a server stays, and is put together with what changed meanwhile", async () => {
  const { rep, edit, now, elsewhere } = await opened();
  await rep.route("**/api/v1/expense-requests/*", (route) =>
    route.request().method() === "PATCH" ? route.fulfill({ status: 400 }) : route.continue(),
  );
  await rep.getByLabel("Purpose").fill("Typed without a server");
  await rep.getByText(/^Not saved/).waitFor();
  await rep.goto("/requests");
  await rep.unroute("**/api/v1/expense-requests/*");
  await elsewhere(yuan("55.00"));
  await rep.goto(edit);
  await expect.poll(() => rep.getByLabel("Purpose").inputValue()).toBe("Typed without a server");
  expect(await rep.getByLabel("Amount").inputValue()).toBe("55.00");
  await expect.poll(async () => (await now()).purpose, { timeout: 10_000 }).toBe("Typed without a server");
  expect((await now()).amount?.amount).toBe("55.00");
});

it("what is typed into a draft that was deleted elsewhere becomes a draft of its own", async () => {
  const rep = await signIn("rep");
  const amount = newAmount();
  const projects = await call<{ items: { id: string }[] }>(rep, "GET", "/projects?limit=1");
  const gone = await call<{ id: string }>(rep, "POST", "/expense-requests", {
    project_id: projects.items[0]?.id,
    category: "travel",
    amount: { amount, currency: "CNY" },
    purpose: "Before",
    spent_on: "2026-11-20",
  });
  await rep.goto(`/expense-requests/${gone.id}/edit`);
  await expect.poll(() => rep.getByLabel("Purpose").inputValue()).toBe("Before");
  await call(rep, "DELETE", `/requests/${gone.id}`);
  await rep.getByLabel("Purpose").fill("Typed after it was deleted");
  await rep.waitForURL((url) => !url.pathname.includes(gone.id));
  await rep.getByText(/^Saved /).waitFor();
  await rep.reload();
  await expect.poll(() => rep.getByLabel("Purpose").inputValue()).toBe("Typed after it was deleted");
  const drafts = await call<{ items: { amount?: { amount: string } }[] }>(rep, "GET", "/requests?status=draft");
  expect(drafts.items.filter((draft) => draft.amount?.amount === amount)).toHaveLength(1);
});

it("a submission waits for the files on their way", async () => {
  const { rep, now, address } = await opened();
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await rep.route("**/attachments", async (route) => {
    await held;
    await route.continue();
  });
  await rep.locator("input[type=file]").first().setInputFiles(receipt);
  await rep.getByText("Files are still uploading").waitFor();
  await rep.getByRole("button", { name: "Submit" }).click();
  expect((await now()).status).toBe("draft");
  go();
  await rep.waitForURL((url) => url.pathname === address);
  const submitted = await now();
  expect(submitted.status).not.toBe("draft");
  expect(submitted.attachments.map((file) => file.name)).toEqual(["receipt.png"]);
});

it("a refused submission sums up its fields and goes to the first; a form that was only opened makes no draft", async () => {
  const { rep, address } = await opened();
  await rep.goto(`/expense-requests/new?from=${address.split("/")[2]}`);
  await expect.poll(() => rep.getByLabel("Purpose").inputValue()).toBe("Train to the substation");
  expect(await rep.getByLabel("Amount").inputValue()).toBe("");
  await rep.getByLabel("Purpose").focus();
  await rep.getByLabel("Amount").focus();
  expect(new URL(rep.url()).pathname).toBe("/expense-requests/new");
  await rep.getByLabel("Purpose").focus();
  await rep.getByRole("button", { name: "Submit" }).click();
  await rep.getByText("1 field needs your attention").waitFor();
  await expect.poll(() => rep.getByLabel("Amount").evaluate((field) => field === document.activeElement)).toBe(true);
  await look(rep, "expense-refused");
});

it("submits a draft from its page, which says what is missing", async () => {
  const page = await signIn("rep");
  const projects = await call<{ items: { id: string }[] }>(page, "GET", "/projects?limit=1");
  const draft = await call<{ id: string; version: number }>(page, "POST", "/expense-requests", { project_id: projects.items[0]?.id });
  await page.goto(`/expense-requests/${draft.id}`);
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("dialog").getByText("was not submitted").waitFor();
  await page.getByRole("dialog").getByText("4 fields are missing or wrong").waitFor();
  await look(page, "draft-not-submitted");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await call(page, "PATCH", `/expense-requests/${draft.id}`, {
    version: draft.version,
    category: "travel",
    amount: { amount: newAmount(), currency: "CNY" },
    purpose: "Submitted from its page",
    spent_on: "2026-11-20",
  });
  await page.getByRole("button", { name: "Submit" }).click();
  await page.locator('[data-status="in_review"]').first().waitFor();
});

/** Brings a file to the page as the system does: pasted, or dropped on what the selector finds. */
const bring = (page: Page, event: "paste" | "drop", on: string, name: string, texts: Record<string, string> = {}) =>
  page.evaluate(
    ({ event, on, name, texts }) => {
      const data = new DataTransfer();
      data.items.add(new File([`contents of ${name}`], name, { type: "image/png" }));
      for (const [type, text] of Object.entries(texts)) data.setData(type, text);
      const how = { bubbles: true, cancelable: true };
      const brought =
        event === "paste"
          ? new ClipboardEvent(event, { ...how, clipboardData: data })
          : new DragEvent(event, { ...how, dataTransfer: data });
      return !document.querySelector(on)?.dispatchEvent(brought);
    },
    { event, on, name, texts },
  );

it("receipts are pasted, dropped and taken with the camera; what is pasted as text is text, what misses the field harms nothing", async () => {
  const { rep, edit, now } = await opened();
  const names = async () => (await now()).attachments.map((file) => file.name).sort();
  await bring(rep, "paste", "textarea", "cells.png", { "text/plain": "1\t2", "text/html": "<table><tr><td>1<td>2" });
  await bring(rep, "paste", "textarea", "pasted.png");
  await bring(rep, "paste", "textarea", "file.png", { "text/plain": "file.png" });
  await bring(rep, "drop", "section[aria-label=Receipts]", "dropped.png");
  expect(await bring(rep, "drop", "h1", "missed.png")).toBe(true);
  await expect.poll(names).toEqual(["dropped.png", "file.png", "pasted.png"]);
  const phone = await signIn("rep", { size: "phone" });
  await phone.goto(edit);
  const chosen = phone.waitForEvent("filechooser");
  await phone.getByText("Take a photo").click();
  await (await chosen).setFiles({ ...receipt, name: "photo.png" });
  await expect.poll(names).toEqual(["dropped.png", "file.png", "pasted.png", "photo.png"]);
  await look(phone, "expense-photo");
});
