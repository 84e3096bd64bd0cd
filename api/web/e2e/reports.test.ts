import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { exported } from "./exported";
import { call, look, type Made, signIn, submittedExpense, withBrowser } from "./people";

withBrowser();

const rowsOf = (page: Page) => page.getByRole("table").locator("tbody tr");
const address = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

/** An approval that has waited, so that there is something to report. */
async function decided() {
  const rep = await signIn("rep");
  const gm = await signIn("gm");
  const made = await submittedExpense(rep, "Reported");
  const detail = await call<Made & { tasks: { id: string; state: string }[] }>(gm, "GET", `/requests/${made.id}`);
  const task = detail.tasks.find((one) => one.state === "open");
  await call(gm, "POST", `/tasks/${task?.id}/complete`, { outcome: "approve", revision: detail.revision });
  await expect.poll(async () => (await call<{ status: string }>(rep, "GET", `/expense-requests/${made.id}`)).status).toBe("approved");
}

it("a manager finds where approvals wait, and takes the numbers along", async () => {
  await decided();
  const manager = await signIn("manager");
  await manager.getByRole("link", { name: "Reports" }).click();
  await manager.getByRole("heading", { level: 1, name: "Where do approvals wait?" }).waitFor();
  expect(new URL(manager.url()).pathname).toBe("/reports/approval-times");
  const chart = manager.getByRole("slider", { name: /^Chart/ });
  await chart.locator("svg text").first().waitFor();
  await look(manager, "reports-approval-times");

  // The bars are read out, and are another way to what the rows lead to.
  await manager.getByRole("table").getByRole("rowheader", { name: "General manager's sign-off" }).waitFor();
  await chart.focus();
  await manager.keyboard.press("Home");
  await expect.poll(() => chart.getAttribute("aria-valuetext")).toMatch(/Average wait \(hours\) [\d.]+, Median wait/);
  const first = await rowsOf(manager).first().getByRole("rowheader").textContent();
  await manager.keyboard.press("Enter");
  await expect.poll(() => address(manager).by).toBe("user");
  await manager.getByRole("button", { name: `Remove filter: ${first}` }).waitFor();
  await manager.goBack();
  await expect.poll(() => address(manager)).toEqual({});
  await manager.getByRole("link", { name: "General manager's sign-off" }).click();
  await expect.poll(() => address(manager)).toEqual({ step: "gm_signoff", by: "user" });
  await expect.poll(() => rowsOf(manager).count()).toBe(1);

  // Numbers of a file are those that are filtered.
  for (const [item, ending] of [
    ["Export as Excel", "xlsx"],
    ["Export as CSV", "csv"],
  ] as const) {
    const { name, rows } = await exported(manager, item);
    expect(name).toMatch(new RegExp(`^report-approval-times-[\\d-]+\\.${ending}$`));
    expect(rows).toHaveLength(3);
  }

  // Nothing found offers a longer time.
  await manager.goto("/reports/approval-times?to=2020-01-31");
  await manager.getByText("No approvals in this period.").waitFor();
  await look(manager, "reports-none");
  await manager.getByRole("button", { name: "Choose a longer period" }).click();
  await rowsOf(manager).first().waitFor();
});

it("the pipeline is a board too", async () => {
  const manager = await signIn("manager", { language: "en", theme: "dark" });
  await manager.goto("/reports/pipeline");
  await manager.getByRole("slider").locator("svg text").first().waitFor();
  await look(manager, "reports-pipeline");
  const count = await rowsOf(manager).first().getByRole("cell").first().textContent();
  const stage = await rowsOf(manager).first().getByRole("rowheader").textContent();
  await manager.getByRole("button", { name: "Board" }).click();
  const column = manager
    .getByRole("list", { name: "Board" })
    .getByRole("listitem")
    .filter({ has: manager.getByRole("heading", { name: `${stage} ${count}` }) });
  await column.getByRole("link").first().waitFor();
  await look(manager, "reports-board");
  await column.getByRole("link").first().click();
  await manager.waitForURL(/\/projects\//);
});

it("on a phone the table comes first", async () => {
  const manager = await signIn("manager", { size: "phone", language: "zh-CN" });
  await manager.goto("/reports/pipeline");
  await rowsOf(manager).first().waitFor();
  expect(await manager.getByRole("slider").count()).toBe(0);
  await look(manager, "reports-phone");
  await manager.getByRole("button", { name: "显示图表" }).click();
  await manager.getByRole("slider").locator("svg text").first().waitFor();
  await look(manager, "reports-phone-chart");
});
