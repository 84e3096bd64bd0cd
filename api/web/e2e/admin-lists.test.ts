import { expect, it } from "vitest";
import { call, look, signIn, withBrowser } from "./people";

withBrowser();

const saved = async (page: Awaited<ReturnType<typeof signIn>>) => page.getByRole("button", { name: "Save", exact: true }).click();

it("options are put in order by dragging and by buttons, retired and brought back; a reload keeps it", async () => {
  const admin = await signIn("admin");
  await admin.goto("/admin/options?list=customer.levels");
  const rows = admin.getByRole("main").getByRole("list").getByRole("listitem");
  const keys = () => rows.locator("code").allTextContents();
  await rows.first().waitFor();
  const [first = "", second = "", third = "", ...others] = await keys();
  const handle = (place: number) => rows.nth(place).locator("[draggable]");
  await handle(0).dragTo(rows.nth(2));
  expect(await keys()).toEqual([second, third, first, ...others]);
  // What is let go beside the list stays where it was.
  await handle(0).dragTo(admin.getByRole("heading", { level: 1 }));
  expect(await keys()).toEqual([second, third, first, ...others]);
  const names = () => rows.getByLabel(/^In English/).evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  const [top = "", next = ""] = await names();
  const down = admin.getByRole("button", { name: `Move down: ${top}` });
  await down.focus();
  await admin.keyboard.press("Enter");
  expect(await keys()).toEqual([third, second, first, ...others]);
  await expect.poll(() => down.evaluate((button) => button === document.activeElement)).toBe(true);
  await admin.getByRole("button", { name: `Retire ${next}` }).click();
  await look(admin, "options-changed");
  await saved(admin);
  await admin.getByText("Saved", { exact: true }).waitFor();
  await admin.reload();
  await expect.poll(keys).toEqual([third, second, first, ...others]);
  await admin.getByRole("button", { name: `Restore ${next}` }).click();
  await saved(admin);
  await admin.getByText("Saved", { exact: true }).waitFor();
  await admin.reload();
  await admin.getByRole("button", { name: `Retire ${next}` }).waitFor();

  // The history tells it in words, the last change first.
  await admin.getByRole("button", { name: "History" }).click();
  const history = admin.getByRole("dialog").getByRole("listitem");
  await history
    .first()
    .getByRole("row", { name: /\(retired\)/ })
    .waitFor();
  expect(
    await history
      .nth(1)
      .getByRole("row", { name: /^Order / })
      .textContent(),
  ).toContain(`${next}, ${top}`);
  await look(admin, "options-history");
  await admin.getByRole("button", { name: "Close" }).click();
  await admin.getByRole("button", { name: "Back to default" }).click();
  await saved(admin);
  await admin.getByText("Saved", { exact: true }).waitFor();
});

it("entries of a variable that is a list are added, put in order and removed; what is wrong with one stands at it", async () => {
  const admin = await signIn("admin");
  await admin.goto("/admin/variables?key=attachments.allowed_types");
  const dialog = admin.getByRole("dialog");
  const entries = dialog.getByRole("textbox");
  const values = () => entries.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  await entries.first().waitFor();
  const before = await values();
  await dialog.getByRole("button", { name: "Add an entry" }).click();
  // An empty entry between counts for nothing.
  await dialog.getByRole("button", { name: "Add an entry" }).click();
  await admin.keyboard.type("no type");
  await saved(admin);
  await expect.poll(() => entries.last().getAttribute("aria-invalid")).toBe("true");
  await dialog.getByText(/"no type" is not a file type/).waitFor();
  await look(admin, "variable-list-wrong");
  expect(await values()).toEqual([...before, "", "no type"]);
  await entries.last().fill("image/avif");
  await admin.keyboard.press("Alt+ArrowUp");
  await dialog.getByRole("button", { name: `Remove ${before[0]}` }).click();
  await dialog.getByRole("button", { name: `Move up: ${before[2]}` }).click();
  const [, one = "", two = "", ...others] = before;
  expect(await values()).toEqual([two, one, ...others, "image/avif", ""]);
  await saved(admin);
  await dialog.waitFor({ state: "detached" });
  await admin.reload();
  await admin.goto("/admin/variables?key=attachments.allowed_types");
  await expect.poll(values).toEqual([two, one, ...others, "image/avif"]);
  await dialog.getByRole("row", { name: `Value ${before[0]} image/avif` }).waitFor();
  await look(admin, "variable-list");
  await dialog.getByRole("button", { name: "Back to default" }).click();
  await saved(admin);
  await dialog.waitFor({ state: "detached" });
});

it("each type of variable has an editor, which is told what is wrong with its value", async () => {
  const admin = await signIn("admin");
  const stamp = Date.now();
  const dialog = admin.getByRole("dialog");
  const field = (name: string) => dialog.getByLabel(name, { exact: true });
  const refused = (name: string) => expect.poll(() => field(name).getAttribute("aria-invalid")).toBe("true");
  const types: [type: string, wrong: (() => Promise<void>) | null, right: () => Promise<void>, shown: string][] = [
    ["Text", () => field("Value").fill("x".repeat(4001)), () => field("Value").fill("a text"), "a text"],
    ["Number", () => field("Value").fill("twelve"), () => field("Value").fill("12.5"), "12.5"],
    ["Amount of money", () => field("Value").fill(""), () => field("Value").fill("1280.50"), "¥1,280.50"],
    ["Time of day", () => field("Value").fill(""), () => field("Value").fill("18:30"), "18:30"],
    ["Yes or no", null, () => dialog.getByText("Yes", { exact: true }).click(), "Yes"],
  ];
  for (const [type, wrong, right, shown] of types) {
    const key = `e2e_${stamp}.${type.toLowerCase().replaceAll(" ", "_")}`;
    await admin.goto("/admin/variables?new=1");
    await field("Key").fill(key);
    await field("Description in Chinese").fill(`测试 ${type}`);
    await field("Description in English").fill(`Test of ${type} ${stamp}`);
    await field("Type").selectOption({ label: type });
    if (wrong) {
      await wrong();
      await saved(admin);
      await refused("Value");
    }
    await right();
    await saved(admin);
    await dialog.waitFor({ state: "detached" });
    const row = admin.getByRole("region", { name: "Added by administrators" }).getByRole("listitem").filter({ hasText: key });
    await row.getByText(shown, { exact: true }).first().waitFor();
  }
  // A length of time is typed in hours and minutes, and refused where it is too long.
  await admin.goto("/admin/variables?new=1");
  await field("Key").fill(`e2e_${stamp}.time`);
  await field("Description in Chinese").fill("时长");
  await field("Description in English").fill(`Length ${stamp}`);
  await field("Type").selectOption({ label: "Length of time" });
  await field("Hours").fill("999999");
  await saved(admin);
  await refused("Hours");
  await look(admin, "variable-new-refused");
  await field("Hours").fill("36");
  await field("Minutes").fill("30");
  await saved(admin);
  await dialog.waitFor({ state: "detached" });
  await admin.getByText("36 hours 30 minutes", { exact: true }).first().waitFor();
  const { items } = await call<{ items: { key: string }[] }>(admin, "GET", "/variables");
  for (const { key } of items.filter(({ key }) => key.startsWith(`e2e_${stamp}.`))) await call(admin, "DELETE", `/variables/${key}`);
});
