import { expect, it } from "vitest";
import { terminate } from "./engine";
import { call, look, type Made, signedIn, signIn, submittedExpense, withBrowser } from "./people";

withBrowser();

interface Person {
  id: string;
  name: string;
  version: number;
}
type Page = Awaited<ReturnType<typeof signIn>>;

const myself = async (page: Page) => (await call<{ user: Person }>(page, "GET", "/me")).user;
const rowOf = (page: Page, { number }: Made) =>
  page.getByRole("list", { name: "Stuck", exact: true }).getByRole("listitem", { name: number });
const told = (page: Page, text: string) => page.getByRole("status").getByText(text).waitFor();

/** The first task that somebody has of a request. */
async function taskOf(page: Page, request: Made) {
  const now = await call<Made & { tasks: { id: string; state: string }[] }>(page, "GET", `/expense-requests/${request.id}`);
  const task = now.tasks.find(({ state }) => state === "open");
  if (!task) throw new Error(`${request.number} has no open task`);
  return { id: task.id, revision: now.revision };
}

/** An expense whose workflow is gone, as the page of stuck requests finds it. */
async function withoutWorkflow(rep: Page, admin: Page, purpose: string) {
  const request = (await submittedExpense(rep, purpose)) as Made & { workflow_id: string };
  await terminate(request.workflow_id);
  await found(admin, request);
  return request;
}

/** Waits for the worker's next sweep to find that the request is stuck. */
const found = (admin: Page, { id }: Made) =>
  expect
    .poll(async () => {
      const { items } = await call<{ items: { request: Made }[] }>(admin, "GET", "/admin/stuck?limit=200");
      return items.some(({ request }) => request.id === id);
    })
    .toBe(true);

it("a request whose workflow is gone is restarted where it stood, or ended, with a reason", async () => {
  const rep = await signIn("rep");
  const admin = await signIn("admin");
  const restarted = await withoutWorkflow(rep, admin, "Train to the site");
  const ended = await withoutWorkflow(rep, admin, "Train back");
  const late = await withoutWorkflow(rep, admin, "Taxi to the train");
  await admin.goto("/admin/stuck");
  const row = rowOf(admin, restarted);
  await row.getByText("The request's workflow has failed or was terminated").waitFor();
  expect(await row.getByRole("button", { name: /^Reassign/ }).count()).toBe(0);
  await look(admin, "admin-stuck");

  // Without a reason nothing happens, and the field says so.
  await row.getByRole("button", { name: "Restart workflow" }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByRole("button", { name: "Restart workflow" }).click();
  await expect.poll(() => dialog.getByLabel("Reason").getAttribute("aria-invalid")).toBe("true");
  await dialog.getByLabel("Reason").fill("The engine is back");
  await look(admin, "admin-stuck-restart");
  await dialog.getByRole("button", { name: "Restart workflow" }).click();
  await told(admin, `The workflow of ${restarted.number} is running again.`);
  await row.waitFor({ state: "detached" });
  // It goes on where it stood.
  const gm = await signIn("gm");
  const task = await taskOf(gm, restarted);
  await call(gm, "POST", `/tasks/${task.id}/complete`, { outcome: "approve", revision: task.revision });

  await rowOf(admin, ended).getByRole("button", { name: "End request" }).click();
  await dialog.getByLabel("Reason").fill("Entered by mistake");
  await dialog.getByRole("button", { name: "End request" }).click();
  await told(admin, `${ended.number} has ended.`);
  await rowOf(admin, ended).waitFor({ state: "detached" });
  await rep.goto(`/expense-requests/${ended.id}`);
  await rep.locator('[data-status="withdrawn"]').first().waitFor();
  await rep.getByText("Entered by mistake").first().waitFor();

  // Somebody else was faster: the reason that was typed is still there to be copied.
  await rowOf(admin, late).getByRole("button", { name: "End request" }).click();
  await dialog.getByLabel("Reason").fill("Nobody needs it any more");
  await call(admin, "POST", `/admin/requests/${late.id}/end`, { reason: "done by another administrator" });
  await dialog.getByRole("button", { name: "End request" }).click();
  await dialog.getByRole("alert").waitFor();
  expect(await dialog.getByLabel("Reason").inputValue()).toBe("Nobody needs it any more");
  await rowOf(admin, late).waitFor({ state: "detached" });
});

it("a task that nobody can do is given to somebody who can; a refusal stands at its row and loses nothing", async () => {
  const stamp = Date.now();
  const admin = await signIn("admin");
  const rep = await signIn("rep");
  const colleague = await myself(rep);
  const username = `leaver${stamp}`;
  const leaver = await call<Person>(admin, "POST", "/users", {
    username,
    name: `Leaver ${stamp}`,
    roles: ["sales_rep"],
    password: `demo-${username}`,
  });
  const left = await signIn(username);
  const customer = await call<Made>(left, "POST", "/customers", { name: `Left behind ${stamp}` });
  const members = { name: "Line 1", member_ids: [leaver.id, colleague.id] };
  const project = await call<Made>(left, "POST", `/customers/${customer.id}/projects`, members);
  const request = await submittedExpense(left, "Farewell dinner", undefined, project.id);
  const gm = await signIn("gm");
  const task = await taskOf(gm, request);
  await call(gm, "POST", `/tasks/${task.id}/complete`, { outcome: "return", revision: task.revision, comment: "Which receipt?" });
  const { version } = await call<Person>(admin, "GET", `/users/${leaver.id}`);
  await call(admin, "PATCH", `/users/${leaver.id}`, { version, active: false });

  await found(admin, request);
  await admin.goto("/admin/stuck");
  const row = rowOf(admin, request);
  await row.getByText(/^Nobody is able to do the task: /).waitFor();
  await row.getByText(`Held by Leaver ${stamp}`).waitFor();
  expect(await row.getByRole("button", { name: "Restart workflow" }).count()).toBe(0);
  await row.getByRole("button", { name: /^Reassign/ }).click();
  const dialog = admin.getByRole("dialog");
  const finance = await myself(await signIn("finance"));
  const choose = async (name: string) => {
    await dialog.getByRole("combobox", { name: "Assign to" }).fill(name);
    await admin.getByRole("option", { name, exact: true }).click();
  };
  await choose(finance.name);
  await dialog.getByLabel("Reason").fill("The author has left");
  await dialog.getByRole("button", { name: "Reassign" }).click();
  await expect.poll(() => dialog.getByRole("combobox", { name: "Assign to" }).getAttribute("aria-invalid")).toBe("true");
  await look(admin, "admin-stuck-refused");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect.poll(() => row.getByRole("button", { name: /^Reassign/ }).evaluate((it) => it === document.activeElement)).toBe(true);
  await row.getByRole("alert").getByText("This person is not a member of the project").waitFor();
  await look(admin, "admin-stuck-refused-row");

  await row.getByRole("button", { name: /^Reassign/ }).click();
  await expect.poll(() => dialog.getByLabel("Reason").inputValue()).toBe("The author has left");
  expect(await dialog.getByRole("combobox", { name: "Assign to" }).inputValue()).toBe(finance.name);
  await choose(colleague.name);
  await dialog.getByRole("button", { name: "Reassign" }).click();
  await told(admin, `The task of ${request.number} is reassigned to ${colleague.name}`);
  await row.waitFor({ state: "detached" });
  await rep.goto(`/inbox?q=${request.number}`);
  await rep
    .getByRole("list", { name: "Tasks" })
    .getByRole("link", { name: new RegExp(request.number) })
    .waitFor();
});

it("whoever reads all customers sees that a timeline's chain is whole; who reads some of them does not", async () => {
  const manager = await signedIn("manager");
  const { items } = await call<{ items: { id: string }[] }>(manager, "GET", "/customers?limit=1");
  const path = `/customers/${items[0]?.id}`;
  await manager.goto(path);
  await manager.getByText(/^Chain verified, \d+ events?$/).waitFor();
  await look(manager, "customer-chain");
  const rep = await signedIn("rep");
  await rep.goto(path);
  await rep.getByRole("region", { name: "Timeline" }).waitFor();
  expect(await rep.getByText(/^Chain verified/).count()).toBe(0);
  const admin = await signedIn("admin");
  await expect(call(admin, "GET", `/customers/${items[0]?.id}`)).rejects.toThrow("403");
});
