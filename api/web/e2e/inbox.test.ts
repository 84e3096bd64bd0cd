import { expect, it } from "vitest";
import { call, look, type Made, newAmount, newWord, signIn, submittedExpense, withBrowser } from "./people";

withBrowser();

it("five are approved at once, but for the one that has changed meanwhile", async () => {
  const rep = await signIn("rep");
  const word = newWord("Bulk");
  const made: Made[] = [];
  for (let i = 0; i < 5; i++) made.push(await submittedExpense(rep, `${word} ${i}`));
  const gm = await signIn("gm");
  await gm.goto(`/inbox?q=${word}`);
  const tasks = gm.getByRole("list", { name: "Tasks" });
  await expect.poll(() => tasks.getByRole("link").count()).toBe(5);
  for (const { number } of made) await gm.getByLabel(`Select ${number}`).check();
  await look(gm, "inbox-bulk");

  // Somebody returns the third one, and its author changes it.
  const third = made[2] as Made;
  const other = await signIn("gm");
  const detail = await call<Made & { tasks: { id: string; state: string }[] }>(other, "GET", `/requests/${third.id}`);
  await call(other, "POST", `/tasks/${detail.tasks.find((one) => one.state === "open")?.id}/complete`, {
    outcome: "return",
    revision: detail.revision,
    comment: "Why?",
  });

  await gm.getByRole("button", { name: "Approve 5" }).click();
  await expect.poll(() => tasks.getByRole("link").count(), { timeout: 20_000 }).toBe(0);
  for (const { id } of made) {
    const now = await call<{ status: string }>(gm, "GET", `/requests/${id}`);
    expect(now.status).toBe(id === third.id ? "returned" : "approved");
  }
  // Its row is gone, what became of it is still told.
  await gm.getByText(`${third.number} not done: Approve`).waitFor();
  await look(gm, "inbox-bulk-refused");
  await gm.getByRole("button", { name: "Dismiss" }).click();
  await gm.getByText("not done").waitFor({ state: "detached" });
});

it("a double click decides once, and not about the task that comes next", async () => {
  const rep = await signIn("rep");
  const word = newWord("Twice");
  const made: Made[] = [];
  for (let i = 0; i < 2; i++) made.push(await submittedExpense(rep, `${word} ${i}`));
  const gm = await signIn("gm");
  await gm.goto(`/inbox?q=${word}&sort=created_at`);
  const tasks = gm.getByRole("list", { name: "Tasks" }).getByRole("link");
  await expect.poll(() => tasks.count()).toBe(2);
  await gm.getByRole("heading", { name: `${word} 0` }).waitFor();
  await gm.getByRole("button", { name: "Approve", exact: true }).dblclick();
  await gm.getByRole("heading", { name: `${word} 1` }).waitFor();
  await expect.poll(() => tasks.count()).toBe(1);
  const statuses = await Promise.all(made.map(({ id }) => call<{ status: string }>(gm, "GET", `/requests/${id}`)));
  expect(statuses.map(({ status }) => status)).toEqual(["approved", "in_review"]);
});

it("of two approvers the second is told who was first, and keeps the comment", async () => {
  const rep = await signIn("rep");
  const made = await submittedExpense(rep, "Two at once");
  const [one, two] = [await signIn("gm"), await signIn("gm")];
  const detail = await call<Made & { tasks: { id: string; state: string }[] }>(one, "GET", `/requests/${made.id}`);
  const task = detail.tasks.find((open) => open.state === "open")?.id ?? "";
  await two.goto(`/inbox/${task}?q=${made.number}`);
  await two.getByLabel("Comment", { exact: true }).fill("I have my doubts");
  await call(one, "POST", `/tasks/${task}/complete`, { outcome: "approve", revision: detail.revision });
  await two.getByRole("button", { name: "Reject", exact: true }).click();
  await two.getByText(`${made.number} not done: Reject`).waitFor();
  await two.getByText(/You decided this .*: Approved/).waitFor();
  await two.getByText("I have my doubts").waitFor();
  const now = await call<{ status: string }>(one, "GET", `/requests/${made.id}`);
  expect(now.status).toBe("approved");
});

it("a decision about a request that was withdrawn meanwhile is told so, and keeps its comment", async () => {
  const rep = await signIn("rep");
  const made = await submittedExpense(rep, "To be withdrawn");
  const gm = await signIn("gm");
  await gm.goto(`/inbox?q=${made.number}`);
  await gm.getByLabel("Comment", { exact: true }).fill("A second opinion");
  await call(rep, "POST", `/expense-requests/${made.id}/withdraw`, { reason: "Not needed" });
  await gm.getByRole("button", { name: "Approve", exact: true }).click();
  await gm.getByText(`${made.number} not done: Approve`).waitFor();
  await gm
    .getByText(/acted first, .*: the request was withdrawn or has moved on/)
    .first()
    .waitFor();
  await gm.getByText("A second opinion").first().waitFor();
});

it("a decision about an old revision is refused with the difference, and can be made about the new one", async () => {
  const rep = await signIn("rep");
  const made = await submittedExpense(rep, "Before the change");
  const gm = await signIn("gm");
  type Detail = Made & { version: number; tasks: { id: string; state: string }[] };
  const openTask = (detail: Detail) => detail.tasks.find((one) => one.state === "open")?.id;
  let detail = await call<Detail>(gm, "GET", `/requests/${made.id}`);
  await gm.goto(`/inbox/${openTask(detail)}?q=${made.number}`);
  await gm.getByLabel("Comment", { exact: true }).fill("Fine with me");
  // A receipt comes to the request while the manager reads it.
  await rep.goto(`/expense-requests/${made.id}`);
  await call(gm, "POST", `/tasks/${openTask(detail)}/complete`, { outcome: "return", revision: detail.revision, comment: "More words" });
  detail = await call<Detail>(rep, "GET", `/requests/${made.id}`);
  await call(rep, "PATCH", `/expense-requests/${made.id}`, {
    version: detail.version,
    purpose: "After the change",
    amount: { amount: newAmount(), currency: "CNY" },
  });
  await call(rep, "POST", `/expense-requests/${made.id}/submit`);
  await gm.goto(`/inbox?q=${made.number}`);
  await gm.getByText("After the change").first().waitFor();
  await gm.getByRole("button", { name: "Approve", exact: true }).click();
  await expect.poll(async () => (await call<{ status: string }>(gm, "GET", `/requests/${made.id}`)).status).toBe("approved");
});

it("the keyboard moves, decides and selects the next", async () => {
  const rep = await signIn("rep");
  const word = newWord("Keys");
  for (let i = 0; i < 3; i++) await submittedExpense(rep, `${word} ${i}`);
  const gm = await signIn("gm");
  await gm.goto(`/inbox?q=${word}&sort=created_at`);
  const tasks = gm.getByRole("list", { name: "Tasks" }).getByRole("link");
  await expect.poll(() => tasks.count()).toBe(3);
  const current = gm.locator("[aria-label=Tasks] a[aria-current=true]");
  await current.getByText(`${word} 0`).waitFor();
  await gm.keyboard.press("j");
  await current.getByText(`${word} 1`).waitFor();
  // What is not read yet is not decided.
  await gm.getByRole("heading", { name: `${word} 1` }).waitFor();
  await gm.keyboard.press("a");
  await current.getByText(`${word} 2`).waitFor();
  await expect.poll(() => tasks.count()).toBe(2);
  await gm.keyboard.press("?");
  await gm.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await look(gm, "keys");
});
