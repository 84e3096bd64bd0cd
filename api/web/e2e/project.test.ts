import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { call, look, receipt, signIn, withBrowser } from "./people";

withBrowser();

const task = (page: Page, number: string) => page.getByRole("list", { name: "Tasks" }).getByRole("link", { name: new RegExp(number) });

async function open(page: Page, number: string) {
  await page.goto("/inbox");
  await task(page, number).click();
}

const gone = (page: Page, number: string) => expect.poll(() => task(page, number).count(), { timeout: 15_000 }).toBe(0);

async function fillIn(rep: Page, reason: string) {
  await rep.getByLabel("Reason").fill(reason);
  await rep.getByLabel("Expected revenue").fill("2400000");
  await rep.getByLabel("Expected cost").fill("1860000");
  await rep.getByLabel("Expected close").fill("2027-03-31");
  await rep.getByLabel("Win probability").fill("65");
}

/** Submits what is filled in; the number of the request. */
async function submit(rep: Page) {
  await rep.getByRole("button", { name: "Submit" }).click();
  await rep.locator("[data-status=in_review]").waitFor();
  const shown = await rep
    .getByText(/P-\d{4}-\d{6}/)
    .first()
    .textContent();
  return shown?.match(/P-\d{4}-\d{6}/)?.[0] ?? "";
}

it("a project request gets both reports, one of them twice, and management's approval", async () => {
  const rep = await signIn("rep");
  const customers = await call<{ items: { id: string }[] }>(rep, "GET", "/customers?limit=1");
  await call(rep, "POST", `/customers/${customers.items[0]?.id}/projects`, { name: "Line 3 signalling retrofit" });
  await rep.goto("/project-requests/new");
  await rep.getByLabel("Project").fill("Line 3");
  await rep.getByRole("option", { name: /Line 3/ }).click();
  await rep.getByRole("button", { name: "Submit" }).click();
  await expect.poll(() => rep.getByText("This is required").count()).toBe(5);
  await fillIn(rep, "The owner replaces the interlocking before the 2027 timetable.");
  await look(rep, "project-request-form");
  const number = await submit(rep);

  const commercial = await signIn("commercial");
  await open(commercial, number);
  await commercial.getByRole("radiogroup", { name: "Recommendation" }).getByLabel("With conditions").check({ force: true });
  await commercial.getByLabel("Summary").fill("Technically sound, with two conditions.");
  await commercial
    .locator("input[type=file]")
    .first()
    .setInputFiles({ ...receipt, name: "feasibility.png" });
  await commercial.getByRole("link", { name: "feasibility.png" }).waitFor();
  await look(commercial, "feasibility-form");
  await commercial.getByRole("button", { name: "Complete", exact: true }).click();
  await gone(commercial, number);

  const finance = await signIn("finance");
  const budget = async (amount: string) => {
    await open(finance, number);
    await finance.getByLabel("Reception", { exact: true }).fill(amount);
    await finance.getByLabel("Travel", { exact: true }).fill("32000");
    await finance.getByLabel("Summary").fill("Within what like projects have spent.");
    await finance
      .locator("input[type=file]")
      .first()
      .setInputFiles({ ...receipt, name: `budget-${amount}.png` });
    await finance.getByRole("link", { name: `budget-${amount}.png` }).waitFor();
    await finance.getByRole("button", { name: "Complete", exact: true }).click();
    await gone(finance, number);
  };
  await budget("28000");

  const manager = await signIn("manager");
  await open(manager, number);
  await manager.getByText("Technically sound, with two conditions.").waitFor();
  await look(manager, "management-decision");
  await manager
    .getByRole("radiogroup", { name: "Return to" })
    .getByLabel(/Finance/)
    .check({ force: true });
  await manager.getByLabel("Comment", { exact: true }).fill("Too much for reception.");
  await manager.getByRole("button", { name: "Return", exact: true }).click();
  await gone(manager, number);

  await budget("18000");
  await open(manager, number);
  await manager.getByText("¥50,000.00").first().waitFor();
  await manager.getByRole("button", { name: "Approve", exact: true }).click();
  await gone(manager, number);

  await rep.reload();
  await rep.locator("[data-status=approved]").waitFor();
  await look(rep, "project-approved");

  // A second request on the approved project revises its budget, and says so to everybody.
  await rep.goto("/project-requests/new");
  await rep.getByLabel("Project").fill("Line 3");
  await rep.getByRole("option", { name: /Line 3/ }).click();
  await rep.getByText("This project is approved with a budget of ¥50,000.00.").waitFor();
  await fillIn(rep, "The owner adds two stations.");
  await look(rep, "budget-revision-form");
  const revision = await submit(rep);
  await rep.getByText("Revises the approved budget: ¥50,000.00 → not proposed yet.").waitFor();
  await look(rep, "budget-revision");
  await finance.goto(`/inbox?q=${revision}`);
  await task(finance, revision)
    .getByText(/Project request \(budget revision\)/)
    .waitFor();
  await task(finance, revision).click();
  await finance.getByText("Revises the approved budget: ¥50,000.00 → not proposed yet.").waitFor();
  await look(finance, "budget-revision-task");
  const phone = await signIn("manager", { size: "phone", language: "zh-CN" });
  await phone.goto(new URL(rep.url()).pathname);
  await phone.getByText("本申请调整已批准的预算：¥50,000.00 → 待财务编制。").waitFor();
  await look(phone, "budget-revision-phone");
});
