import { expect, it } from "vitest";
import { call, look, newAmount, signIn, withBrowser } from "./people";

withBrowser();

it("a rep makes a customer, its people and a project, and asks for money from there", async () => {
  const rep = await signIn("rep");
  const name = `Harbour Works ${Date.now()}`;
  await rep.getByRole("link", { name: "Customers", exact: true }).waitFor();
  await rep.getByRole("heading", { level: 1 }).waitFor();
  await rep.keyboard.press("g");
  await rep.keyboard.press("c");
  await rep.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
  await rep.getByRole("link", { name: "New customer" }).first().click();
  await rep.getByLabel("Name", { exact: true }).fill(name);
  // Nothing typed is lost by going elsewhere.
  await rep.getByRole("link", { name: "Customers", exact: true }).click();
  await rep.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
  await rep.getByRole("link", { name: "New customer" }).first().click();
  await expect.poll(() => rep.getByLabel("Name", { exact: true }).inputValue()).toBe(name);
  await rep.getByLabel("Industry").selectOption({ label: "Manufacturing" });
  await rep.getByRole("button", { name: "Save" }).click();
  await rep.getByRole("heading", { level: 1, name }).waitFor();
  await rep
    .getByText("Customer added")
    .or(rep.getByText(/added the customer/))
    .first()
    .waitFor();

  // A note in one keystroke stands in the timeline at once.
  await rep.keyboard.press("n");
  await rep.getByLabel("Note").fill("They want it before the spring");
  await rep.keyboard.press("Control+Enter");
  await rep.getByRole("region", { name: "Timeline" }).getByText("They want it before the spring").waitFor();
  await look(rep, "customer-overview");

  await rep.getByRole("link", { name: /^Contacts/ }).click();
  await rep.getByRole("button", { name: "Add a contact" }).first().click();
  await rep.getByLabel("Name", { exact: true }).fill("Grace Hopper");
  await rep.getByLabel("Attitude").fill("Supportive");
  await rep.getByRole("button", { name: "Save" }).click();
  await rep.getByRole("list", { name: "Contacts" }).getByText("Grace Hopper").waitFor();

  await rep.getByRole("button", { name: "New project" }).click();
  await rep.getByRole("button", { name: "Save" }).click();
  await rep.getByText("Please fill this in").waitFor();
  await rep.getByLabel("Project name").fill("Crane control");
  await rep.getByLabel("Estimated amount").fill("250000");
  await rep.getByRole("button", { name: "Save" }).click();
  await rep.getByRole("heading", { level: 1, name: "Crane control" }).waitFor();
  await rep.getByRole("button", { name: "Add a competitor" }).click();
  await rep.getByLabel("Company").fill("Alsberg");
  await rep.getByLabel("Price").fill("240000");
  await rep.getByRole("button", { name: "Save" }).click();
  await rep.getByRole("columnheader", { name: "Alsberg" }).waitFor();
  await look(rep, "project");
  await rep.getByRole("link", { name: "New expense" }).click();
  await expect.poll(() => rep.getByLabel("Project").first().inputValue()).toContain("Crane control");
});

it("an edit that came too late is put together with the one that was faster", async () => {
  const rep = await signIn("rep");
  const name = `Twice Changed ${Date.now()}`;
  const made = await call<{ id: string; version: number }>(rep, "POST", "/customers", { name });
  await rep.goto(`/customers/${made.id}`);
  await rep.getByRole("button", { name: "Edit", exact: true }).click();
  await rep.getByLabel("Address").fill("1 Old Road");
  await call(rep, "PATCH", `/customers/${made.id}`, { version: made.version, source: "referral" });
  await rep.getByRole("button", { name: "Save" }).click();
  await rep.getByText("Somebody changed this while you were typing").waitFor();
  expect(await rep.getByLabel("Address").inputValue()).toBe("1 Old Road");
  await rep.getByRole("button", { name: "Save" }).click();
  await rep.getByRole("button", { name: "Edit", exact: true }).waitFor();
  const now = await call<{ address: string; source: string }>(rep, "GET", `/customers/${made.id}`);
  expect([now.address, now.source]).toEqual(["1 Old Road", "referral"]);
});

it("a likely double is named while one types, with whom to ask", async () => {
  const rep = await signIn("rep");
  const name = `Double Bridge ${Date.now()}`;
  await call(rep, "POST", "/customers", { name });
  await rep.goto("/customers/new");
  await rep.getByLabel("Name", { exact: true }).fill(name);
  await rep.getByRole("link", { name }).waitFor();
  await rep.getByText(/Same name · ask/).waitFor();
});

it("a file is checked before it is imported, and brings each row once", async () => {
  const rep = await signIn("rep");
  const mark = Date.now();
  const rows = `Name,Level,Colour\nImported One ${mark},a,red\n,b,\nImported Two ${mark},b,\n`;
  const file = { name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from(rows) };
  await rep.goto("/customers/import");
  await rep.locator("input[type=file]").setInputFiles({ ...file, buffer: Buffer.from("%PDF-1.4") });
  await rep.getByText("This is a PDF file; please save it as CSV or XLSX").waitFor();
  await rep.locator("input[type=file]").setInputFiles(file);
  await rep.getByRole("heading", { name: "Result of the check" }).waitFor();
  const bad = rep.getByRole("table", { name: "Bad rows" }).getByRole("row").nth(1);
  expect((await bad.getByRole("cell").allTextContents()).slice(0, 2)).toEqual(["3", "Name"]);
  await rep.getByText("These columns were not used: Colour").waitFor();
  await look(rep, "customers-import-checked");
  await rep.getByRole("button", { name: "Import 2 rows" }).click();
  await rep.getByRole("heading", { name: "Imported", exact: true }).waitFor();
  await rep.goto(`/customers?q=${mark}`);
  await rep.getByRole("link", { name: `Imported Two ${mark}` }).waitFor();
  const found = await call<{ items: unknown[] }>(rep, "GET", `/customers?q=${mark}`);
  expect(found.items.length).toBe(2);
});

it("several customers change their owner at once, each with its result", async () => {
  const manager = await signIn("manager");
  const mark = `Handed ${Date.now()}`;
  const rep = await signIn("rep");
  const own = await call<{ user: { id: string; name: string } }>(rep, "GET", "/me");
  const [first] = [
    await call<{ id: string }>(rep, "POST", "/customers", { name: `${mark} first` }),
    await call<{ id: string }>(rep, "POST", "/customers", { name: `${mark} second` }),
  ];
  // What the former owner has begun there is said.
  const project = await call<{ id: string }>(rep, "POST", `/customers/${first.id}/projects`, { name: mark });
  for (const purpose of ["Train", "Taxi"]) await call(rep, "POST", "/expense-requests", { project_id: project.id, purpose });
  await manager.goto(`/customers?q=${encodeURIComponent(mark)}`);
  await manager.getByLabel("Select all customers in the list").check();
  await manager.getByRole("button", { name: "Hand over" }).click();
  const me = await call<{ user: { name: string } }>(await signIn("rep2"), "GET", "/me");
  await manager.getByLabel("New owner").fill(me.user.name);
  await manager.getByRole("option", { name: me.user.name }).click();
  await manager.getByLabel("Reason").fill("A new region");
  await manager.getByRole("dialog").getByRole("button", { name: "Hand over" }).click();
  await expect.poll(() => manager.getByRole("list", { name: "Results" }).getByText("handed over").count()).toBe(2);
  expect(await manager.getByText(`2 drafts of ${own.user.name} can no longer be submitted.`).count()).toBe(1);
  await look(manager, "customers-handed-over");
});

it("who hands one customer over reads before who keeps which request, also an earlier owner; a draft does not hold an archive", async () => {
  const mark = `Kept ${Date.now()}`;
  const rep = await signIn("rep");
  const own = await call<{ user: { name: string } }>(rep, "GET", "/me");
  const customer = await call<{ id: string }>(rep, "POST", "/customers", { name: mark });
  const project = await call<{ id: string }>(rep, "POST", `/customers/${customer.id}/projects`, { name: mark });
  const ask = () =>
    call<{ id: string; number: string }>(rep, "POST", "/expense-requests", {
      project_id: project.id,
      category: "travel",
      amount: { amount: newAmount(), currency: "CNY" },
      purpose: mark,
      spent_on: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
    });
  const { id, number } = await ask();
  const { number: draft } = await ask();
  await call(rep, "POST", `/expense-requests/${id}/submit`);
  await rep.goto(`/customers/${customer.id}`);
  await rep.getByRole("button", { name: "More" }).click();
  await rep.getByRole("menuitem", { name: "Archive" }).click();
  const dialog = rep.getByRole("dialog");
  await dialog.getByText(`while these requests are in progress: ${number}`).waitFor();
  await dialog.getByText("drafts for it cannot be submitted").waitFor();
  expect(await dialog.getByText(draft).count()).toBe(0);
  await dialog.getByRole("button", { name: "Cancel" }).click();

  const manager = await signIn("manager");
  for (const to of ["rep2", "commercial"]) {
    const next = (await call<{ user: { name: string } }>(await signIn(to), "GET", "/me")).user.name;
    await manager.goto(`/customers/${customer.id}`);
    await manager.getByRole("button", { name: "More" }).click();
    await manager.getByRole("menuitem", { name: "Hand over" }).click();
    const asks = manager.getByRole("dialog");
    await asks.getByText(`Requests in progress stay with who made them: ${number} (${own.user.name}).`).waitFor();
    await asks.getByText("a draft can no longer be submitted by anyone").waitFor();
    await look(manager, `customer-hand-over-${to}`);
    await asks.getByLabel("New owner").fill(next);
    await manager.getByRole("option", { name: next }).click();
    await asks.getByLabel("Reason").fill("A new region");
    await asks.getByRole("button", { name: "Hand over" }).click();
    await asks.getByText(`${own.user.name} keeps what was begun there: 1 request under way.`).waitFor();
    await asks.getByText(`1 draft of ${own.user.name} can no longer be submitted.`).waitFor();
    await asks.getByRole("button", { name: "Close" }).last().click();
  }
});

it("customers of who has left are filtered for by those who see others' customers", async () => {
  const mark = `Left ${Date.now()}`;
  const filter = "Owner has left (account deactivated)";
  const owner = await signIn("rep2");
  await call(owner, "POST", "/customers", { name: mark });
  const admin = await signIn("admin");
  const { items } = await call<{ items: { id: string; version: number; username: string; roles: string[] }[] }>(
    admin,
    "GET",
    "/users?q=rep2",
  );
  const leaver = items.find(({ username }) => username === "rep2");
  let version = leaver?.version;
  const roles = leaver?.roles;
  const manager = await signIn("manager");
  const edit = async (change: object) => {
    ({ version } = await call<{ version: number }>(admin, "PATCH", `/users/${leaver?.id}`, { version, ...change }));
  };

  try {
    // Somebody who sees nobody else's customers has no use for it.
    const key = `alone_${Date.now()}`;
    const permissions = [{ action: "customer.read", scope: "own" }];
    await call(admin, "POST", "/roles", { key, name: { en: key, "zh-CN": key }, permissions });
    await edit({ roles: [key] });
    await owner.goto("/customers");
    await owner.getByRole("button", { name: "Filter" }).click();
    await owner.getByLabel("Archived").waitFor();
    expect(await owner.getByLabel(filter).count()).toBe(0);

    await edit({ active: false });
    await manager.goto(`/customers?q=${encodeURIComponent(mark)}`);
    await manager.getByRole("button", { name: "Filter" }).click();
    await manager.getByLabel(filter).check();
    await manager.waitForURL(/owner_active=false/);
    await look(manager, "customers-of-leavers");
    await manager.getByRole("link", { name: mark }).waitFor();
  } finally {
    // Other tests use the account.
    await edit({ active: true, roles });
  }
  await manager.reload();
  await manager.getByText("No customers match these filters.").waitFor();
});
