import type { Page, Route } from "playwright-core";
import { expect, it } from "vitest";
import { call, expectFault, look, type Made, signIn, submittedExpense, withBrowser } from "./people";

withBrowser();

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

/** Fills in one row and lets the network have its way with what is sent; the keys of what was sent. */
async function payThrough(finance: Page, made: Made, network: (route: Route, attempt: number) => Promise<void>) {
  await finance.goto("/desk");
  await finance.getByLabel(`Method ${made.number}`).selectOption({ index: 1 });
  await finance.getByLabel(`Voucher number ${made.number}`).fill(`PZ-${made.number}`);
  const keys: (string | undefined)[] = [];
  expectFault(/ERR_FAILED/);
  await finance.route("**/api/v1/tasks/*/complete", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    await network(route, keys.length);
  });
  await finance.getByRole("button", { name: /^Process 1/ }).click();
  return keys;
}

it("a payment whose answer is lost goes again under its key, and is paid once", async () => {
  const [made] = (await readyToPay(["Answer lost"])) as [Made];
  const finance = await signIn("finance");
  const statuses: number[] = [];
  const keys = await payThrough(finance, made, async (route, attempt) => {
    const answer = await route.fetch();
    statuses.push(answer.status());
    // The server has paid; its first answer does not come through.
    await (attempt === 1 ? route.abort() : route.fulfill({ response: answer }));
  });
  await expect.poll(() => statuses, { timeout: 20_000 }).toEqual([200, 200]);
  await finance.getByLabel(`Send ${made.number}`).waitFor({ state: "detached" });
  expect(keys[1]).toBe(keys[0]);
  expect(await finance.getByText("Refused").count()).toBe(0);
  expect(await call(finance, "GET", `/requests/${made.id}`)).toMatchObject({ status: "paid" });
});

it("a payment that does not come through keeps its row, and goes by itself under the same key once it does", async () => {
  const [made] = (await readyToPay(["No network"])) as [Made];
  const finance = await signIn("finance");
  let away = true;
  const keys = await payThrough(finance, made, (route) => (away ? route.abort() : route.continue()));
  await expect.poll(() => keys.length).toBeGreaterThanOrEqual(2);
  expect(await finance.getByLabel(`Voucher number ${made.number}`).inputValue()).toBe(`PZ-${made.number}`);
  await look(finance, "desk-no-answer");
  away = false;
  await finance.getByLabel(`Send ${made.number}`).waitFor({ state: "detached" });
  expect(new Set(keys).size).toBe(1);
  expect(await call(finance, "GET", `/requests/${made.id}`)).toMatchObject({ status: "paid" });
});
