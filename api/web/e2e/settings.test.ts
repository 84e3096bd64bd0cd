import { expect, it } from "vitest";
import { call, look, signIn, withBrowser } from "./people";

withBrowser();

const saved = async (page: Awaited<ReturnType<typeof signIn>>) => page.getByRole("button", { name: "Save", exact: true }).click();

it("an administrator changes a variable, sees it in the history, and puts it back to its default", async () => {
  const admin = await signIn("admin");
  await admin.goto("/admin/variables");
  const group = admin.getByRole("region", { name: "Work logs" });
  await group.getByRole("link", { name: /for which a work log can be edited/ }).click();
  const value = admin.getByLabel("Value", { exact: true });
  await value.fill("9000");
  await saved(admin);
  await admin.getByText("This must be between 0 and 8760").waitFor();
  await value.fill("72");
  await saved(admin);
  await group.getByText("72 hours", { exact: true }).waitFor();
  await group.getByText("Default: 48 hours").waitFor();

  await group.getByRole("link", { name: /for which a work log can be edited/ }).click();
  await admin.getByRole("dialog").getByRole("row", { name: "Value 48 hours 72 hours" }).waitFor();
  await look(admin, "variable");
  await admin.getByRole("button", { name: "Back to default" }).click();
  await saved(admin);
  await expect.poll(() => group.getByText("72 hours").count()).toBe(0);

  await admin.goto("/admin/audit?kind=variable.set");
  await admin
    .getByRole("list", { name: "Audit" })
    .getByRole("button", { name: /for which a work log can be edited/ })
    .first()
    .click();
  await admin.getByRole("row", { name: "Value 72 hours 48 hours" }).waitFor();
  await look(admin, "audit-opened");
  await admin.getByRole("button", { name: "Verify" }).click();
  await admin.getByText(/The record is intact/).waitFor();
  const [file] = await Promise.all([
    admin.waitForEvent("download"),
    admin
      .getByRole("button", { name: "Export" })
      .click()
      .then(() => admin.getByRole("menuitem", { name: "Export as CSV" }).click()),
  ]);
  expect(file.suggestedFilename()).toMatch(/^administrative-acts-.*\.csv$/);
});

it("an edit of a variable that came too late overwrites nothing unseen", async () => {
  const admin = await signIn("admin");
  await admin.goto("/admin/variables?key=deadline.revise_hours");
  await admin.getByLabel("Value", { exact: true }).fill("80");
  await call(admin, "PUT", "/variables/deadline.revise_hours", { value: 96 });
  await saved(admin);
  await admin.getByText("Somebody changed this while you were editing").waitFor();
  await admin.getByRole("row", { name: "Value 72 hours 96 hours" }).first().waitFor();
  expect(await admin.getByLabel("Value", { exact: true }).inputValue()).toBe("80");
  await saved(admin);
  await expect.poll(() => admin.getByRole("dialog").count()).toBe(0);
  await call(admin, "PUT", "/variables/deadline.revise_hours", { value: 72 });
});

it("an option is added, moved by keys and retired; a form offers what is left", async () => {
  const admin = await signIn("admin");
  const mark = `Gifts ${Date.now()}`;
  await admin.goto("/admin/options?list=expense.categories");
  await admin.getByRole("button", { name: "Add an option" }).click();
  await admin.getByLabel("In Chinese: New option").fill("礼品");
  await admin
    .getByLabel(/^In English: /)
    .last()
    .fill(mark);
  await admin.keyboard.press("Alt+ArrowUp");
  await saved(admin);
  await admin.getByText("Saved", { exact: true }).waitFor();
  const offered = () =>
    call<{ items: { list: string; options: { label: { en: string }; retired?: boolean }[] }[] }>(admin, "GET", "/options");
  const own = async () => (await offered()).items.find(({ list }) => list === "expense.categories")?.options ?? [];
  expect((await own()).at(-2)?.label.en).toBe(mark);
  await admin.getByRole("button", { name: `Retire ${mark}` }).click();
  await saved(admin);
  await admin.getByText("Saved", { exact: true }).waitFor();
  expect((await own()).find(({ label }) => label.en === mark)?.retired).toBe(true);

  const rep = await signIn("rep");
  await rep.goto("/expense-requests/new");
  await rep.getByText("Travel", { exact: true }).first().waitFor();
  expect(await rep.getByText(mark).count()).toBe(0);

  await admin.getByRole("button", { name: "Back to default" }).click();
  await saved(admin);
  await admin.getByText("Saved", { exact: true }).waitFor();
});

it("a holiday is marked by keys, looked at before it is saved, and stands in the audit", async () => {
  const admin = await signIn("admin");
  await admin.goto("/admin/calendar?year=2027");
  const day = admin.locator('[data-date="2027-03-10"]');
  await day.click();
  await admin.keyboard.press("ArrowDown");
  await admin.keyboard.press("Space");
  await admin.getByLabel("Name", { exact: true }).fill("Founders' Day");
  await admin.getByRole("row", { name: /2027-03-17 Ordinary day Holiday · Founders' Day/ }).waitFor();
  await look(admin, "calendar-changed");
  await saved(admin);
  await admin.getByText("Saved", { exact: true }).waitFor();
  await admin.goto("/admin/audit?subject=calendar.working");
  await admin.getByRole("list", { name: "Audit" }).getByRole("button").first().click();
  await admin.getByRole("row", { name: /2027-03-17 Ordinary day Holiday · Founders' Day/ }).waitFor();

  await admin.goto("/admin/calendar?year=2027");
  await admin.locator('[data-date="2027-03-17"]').click();
  await admin.getByText("Ordinary", { exact: true }).click();
  await saved(admin);
  await admin.getByText("Saved", { exact: true }).waitFor();
});
