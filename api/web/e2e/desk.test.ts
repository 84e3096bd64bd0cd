import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { call, look, type Made, signIn, submittedExpense, withBrowser } from "./people";

withBrowser();

it("finance pays ten rows by keyboard alone", async () => {
  const rep = await signIn("rep");
  const gm = await signIn("gm");
  for (let i = 0; i < 10; i++) {
    const made = await submittedExpense(rep, `Row ${i}`);
    const detail = await call<Made & { tasks: { id: string; state: string }[] }>(gm, "GET", `/requests/${made.id}`);
    const task = detail.tasks.find((one) => one.state === "open");
    await call(gm, "POST", `/tasks/${task?.id}/complete`, { outcome: "approve", revision: detail.revision });
  }
  const finance = await signIn("finance");
  await finance.keyboard.press("g");
  await finance.keyboard.press("f");
  const table = finance.getByRole("table", { name: "Finance desk" });
  const vouchers = table.getByRole("textbox", { name: /^Voucher number/ });
  await expect.poll(() => vouchers.count()).toBeGreaterThanOrEqual(10);
  const rows = await vouchers.count();
  await finance.getByLabel("Method for all").focus();
  await finance.keyboard.press("ArrowDown");
  await vouchers.first().focus();
  await finance.keyboard.type("PZ-2611-001");
  for (let i = 1; i < 10; i++) await finance.keyboard.press("Enter");
  // Each cell that the cursor came to was counted up from the one above.
  await expect.poll(() => vouchers.nth(9).inputValue()).toBe("PZ-2611-010");
  await look(finance, "desk");
  await finance.keyboard.press("Control+Enter");
  await expect.poll(() => vouchers.count(), { timeout: 30_000 }).toBe(rows - 10);
  await finance.goto("/desk?state=paid");
  await expect.poll(() => finance.getByText(/^PZ-2611-0\d\d$/).count()).toBe(10);
  await look(finance, "desk-paid");
});

/** Makes sure that some voucher is used. */
async function payOne(finance: Page, rep: Page, gm: Page) {
  const made = await submittedExpense(rep, "Paid before");
  type Detail = Made & { tasks: { id: string; state: string }[] };
  const next = async (as: Page) => {
    const detail = await call<Detail>(as, "GET", `/requests/${made.id}`);
    return { id: detail.tasks.find((one) => one.state === "open")?.id, revision: detail.revision };
  };
  const signOff = await next(gm);
  await call(gm, "POST", `/tasks/${signOff.id}/complete`, { outcome: "approve", revision: signOff.revision });
  const processing = await next(finance);
  const options = await call<{ items: { list: string; options: { key: string }[] }[] }>(finance, "GET", "/options");
  const method = options.items.find((one) => one.list === "payment.methods")?.options[0]?.key;
  await call(finance, "POST", `/tasks/${processing.id}/complete`, {
    outcome: "complete",
    revision: processing.revision,
    data: { paid_amount: { amount: "1.00", currency: "CNY" }, method, voucher_no: `PZ-${made.number}`, paid_on: "2026-11-20" },
  });
}

it("a voucher that was used stays in its row, the other one goes", async () => {
  const rep = await signIn("rep");
  const gm = await signIn("gm");
  for (const purpose of ["First", "Second"]) {
    const made = await submittedExpense(rep, purpose);
    const detail = await call<Made & { tasks: { id: string; state: string }[] }>(gm, "GET", `/requests/${made.id}`);
    await call(gm, "POST", `/tasks/${detail.tasks.find((one) => one.state === "open")?.id}/complete`, {
      outcome: "approve",
      revision: detail.revision,
    });
  }
  const finance = await signIn("finance");
  await payOne(finance, rep, gm);
  await finance.goto("/desk");
  await finance.getByLabel("Method for all").selectOption({ index: 1 });
  const vouchers = finance.getByRole("textbox", { name: /^Voucher number/ });
  await expect.poll(() => vouchers.count()).toBeGreaterThanOrEqual(2);
  const rows = await vouchers.count();
  // One that the demo or another test has used.
  const used = await call<{ items: { voucher_no?: string }[] }>(finance, "GET", "/requests?kind=expense_request&status=paid&limit=1");
  const taken = used.items[0]?.voucher_no ?? "";
  await vouchers.nth(0).fill(taken);
  await vouchers.nth(1).fill("PZ-2611-900");
  await finance.getByRole("button", { name: /^Process 2/ }).click();
  await expect.poll(() => vouchers.count()).toBe(rows - 1);
  await finance.getByText("Refused").waitFor();
  expect(await vouchers.nth(0).inputValue()).toBe(taken);
  await look(finance, "desk-refused");
  await vouchers.nth(0).fill("PZ-2611-901");
  await finance.getByRole("button", { name: /^Process 1/ }).click();
  await expect.poll(() => vouchers.count()).toBe(rows - 2);
});

/** Expenses of a rep that the general manager has signed off, so that they are ready to be paid. */
async function readyToPay(purposes: string[]) {
  const rep = await signIn("rep");
  const gm = await signIn("gm");
  const made: Made[] = [];
  for (const purpose of purposes) {
    const one = await submittedExpense(rep, purpose);
    const detail = await call<Made & { tasks: { id: string; state: string }[] }>(gm, "GET", `/requests/${one.id}`);
    const task = detail.tasks.find(({ state }) => state === "open");
    await call(gm, "POST", `/tasks/${task?.id}/complete`, { outcome: "approve", revision: detail.revision });
    made.push(one);
  }
  return made;
}

it("nothing is paid while a return is being written, and its comment stays with its request", async () => {
  const [first, second] = (await readyToPay(["Returned", "Filled in"])) as [Made, Made];
  const finance = await signIn("finance");
  await finance.goto("/desk");
  await finance.getByLabel("Method for all").selectOption({ index: 1 });
  await finance.getByLabel(`Voucher number ${second.number}`).fill(`PZ-${second.number}`);
  await finance.getByRole("button", { name: /^Process 1 · ¥/ }).waitFor();

  await finance.getByRole("cell", { name: first.number, exact: true }).click();
  await finance.keyboard.press("b");
  const dialog = finance.getByRole("dialog", { name: `Return ${first.number}` });
  await dialog.getByRole("button", { name: "Return" }).click();
  await dialog.getByText("Please say why").waitFor();
  await dialog.getByLabel("Comment").fill("The hotel bill is missing");
  await look(finance, "desk-return");
  await finance.keyboard.press("Control+Enter");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  // What the key would have paid still waits, ticked.
  expect(await finance.getByLabel(`Send ${second.number}`).isChecked()).toBe(true);
  expect((await call<{ status: string }>(finance, "GET", `/requests/${second.id}`)).status).toBe("approved");

  await finance.getByRole("cell", { name: second.number, exact: true }).click();
  await finance.getByRole("button", { name: "Return…" }).click();
  expect(await finance.getByLabel("Comment").inputValue()).toBe("");
  await finance.getByRole("button", { name: "Cancel" }).click();
  await finance.getByRole("cell", { name: first.number, exact: true }).click();
  await finance.getByRole("button", { name: "Return…" }).click();
  expect(await dialog.getByLabel("Comment").inputValue()).toBe("The hotel bill is missing");
  await dialog.getByRole("button", { name: "Return" }).click();
  await finance.getByRole("cell", { name: first.number, exact: true }).waitFor({ state: "detached" });
  expect((await call<{ status: string }>(finance, "GET", `/requests/${first.id}`)).status).toBe("returned");

  await finance.getByRole("button", { name: /^Process 1/ }).click();
  await finance.getByLabel(`Send ${second.number}`).waitFor({ state: "detached" });
});

it("a payment whose answer is lost is sent again under its key, and paid once", async () => {
  const [made] = (await readyToPay(["Answer lost"])) as [Made];
  const finance = await signIn("finance");
  await finance.goto("/desk");
  await finance.getByLabel(`Method ${made.number}`).selectOption({ index: 1 });
  await finance.getByLabel(`Voucher number ${made.number}`).fill(`PZ-${made.number}`);
  const keys: (string | undefined)[] = [];
  let lost = 0;
  await finance.route("**/api/v1/tasks/*/complete", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    // The server pays the first time; its answers do not come through.
    if (lost++ === 0) await route.fetch();
    return lost < 5 ? route.abort() : route.continue();
  });
  await finance.getByRole("button", { name: /^Process 1/ }).click();
  await expect.poll(() => keys.length, { timeout: 40_000 }).toBe(4);
  await finance.getByText("No answer came").waitFor();
  expect(await finance.getByLabel(`Voucher number ${made.number}`).inputValue()).toBe(`PZ-${made.number}`);
  await look(finance, "desk-no-answer");
  await finance.getByLabel(`Send ${made.number}`).check();
  await finance.getByRole("button", { name: /^Process 1/ }).click();
  await finance.getByLabel(`Send ${made.number}`).waitFor({ state: "detached" });
  expect(new Set(keys).size).toBe(1);
  expect(await call<{ status: string; voucher_no: string }>(finance, "GET", `/requests/${made.id}`)).toMatchObject({ status: "paid" });
});
