import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { call, decide, look, type Made, signIn, submittedExpense, withBrowser } from "./people";

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
  // The keys are there once the frame is.
  await finance.getByRole("link", { name: "Finance desk", exact: true }).waitFor();
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
    data: {
      paid_amount: { amount: "1.00", currency: "CNY" },
      method,
      voucher_no: `PZ-${made.number}`,
      paid_on: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
    },
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

it("a likely double is marked in its row and explained beside its receipt", async () => {
  const rep = await signIn("rep");
  const gm = await signIn("gm");
  const amount = `${1000 + (Date.now() % 7000)}.37`;
  const first = await submittedExpense(rep, "Dinner with the customer", amount);
  const second = await submittedExpense(rep, "Dinner again", amount);
  for (const { id } of [first, second]) await decide(gm, id, "gm_signoff", "approve");
  for (const language of ["en", "zh-CN"] as const) {
    for (const size of ["desktop", "phone"] as const) {
      const finance = await signIn("finance", { language, size });
      await finance.goto("/desk");
      const said = language === "en" ? "Possible duplicate" : "可能重复";
      const row = finance.getByRole("row").filter({ has: finance.getByRole("cell", { name: second.number, exact: true }) });
      await row.getByText(said).waitFor();
      await row.getByRole("cell", { name: second.number, exact: true }).click();
      const panel = finance.getByRole("region", { name: language === "en" ? "Receipt" : "票据" });
      await panel.getByText(said).waitFor();
      await panel.getByText(language === "en" ? /for the same amount, day and category/ : /金额、日期和类别相同/).waitFor();
      const other = panel.getByRole("link", { name: first.number, exact: true });
      expect(await other.getAttribute("href")).toBe(`/expense-requests/${first.id}`);
      if (size === "phone") await other.scrollIntoViewIfNeeded();
      await look(finance, `desk-double-${language}-${size}`);
      if (size === "phone") {
        await row.scrollIntoViewIfNeeded();
        await look(finance, `desk-double-row-${language}`);
      }
    }
  }
});
