import { expect, it } from "vitest";
import { exported } from "./exported";
import { call, look, signIn, visit, withBrowser } from "./people";

withBrowser();

it("an administrator makes a role and an account, sees what each change does before it, and the person finds it done", async () => {
  const stamp = Date.now();
  const roleName = `Area reps ${stamp}`;
  const username = `casey${stamp}`;
  const personName = `Casey ${stamp}`;
  const admin = await signIn("admin");
  await admin.getByRole("link", { name: "Administration" }).waitFor();
  await admin.keyboard.press("g");
  await admin.keyboard.press("a");
  await admin.getByRole("heading", { level: 1, name: "Users" }).waitFor();

  // A role that may do what sales representatives may.
  await admin.getByRole("link", { name: "Roles", exact: true }).click();
  await admin.getByRole("button", { name: "New role" }).click();
  await admin.getByLabel("Name in Chinese").fill(`区域代表${stamp}`);
  await admin.getByLabel("Name in English").fill(roleName);
  await admin.getByLabel("Key").fill("Not a key");
  await admin.getByLabel("Same permissions as").selectOption({ label: "Sales representative" });
  await admin.getByRole("button", { name: "Save" }).click();
  // What the server refuses stands at the field, and everything else is still there.
  await expect.poll(() => admin.getByLabel("Key").getAttribute("aria-invalid")).toBe("true");
  await admin.getByLabel("Key").fill(`area_${stamp}`);
  await admin.getByRole("button", { name: "Save" }).click();
  const cell = admin.getByLabel(`${roleName}: See customers`, { exact: false });
  await cell.waitFor();
  expect(await cell.inputValue()).toBe("team");

  // An account with that role; what it will be able to do is shown before.
  await admin.getByRole("link", { name: "Users", exact: true }).click();
  await admin.getByRole("button", { name: "New user" }).click();
  await admin.getByLabel("User name", { exact: true }).fill(username);
  await admin.getByLabel("Name", { exact: true }).fill(personName);
  await admin.getByRole("button", { name: "Save" }).click();
  await admin.getByLabel(roleName).check();
  const preview = admin.getByRole("region", { name: "What this changes" });
  await preview.getByText("See work logs").waitFor();
  await look(admin, "admin-user-preview");
  await admin.getByRole("button", { name: "Save" }).click();
  await admin.getByRole("dialog").waitFor({ state: "detached" });
  await admin.getByRole("link", { name: personName }).click();
  await admin.getByRole("button", { name: "Create a link" }).click();
  const link = (await admin.locator("code").textContent()) ?? "";
  await look(admin, "admin-user-link");
  await admin.getByRole("button", { name: "Close" }).click();

  // The person sets a password by the link and signs in.
  const outside = await visit();
  await outside.goto(link);
  await outside.getByLabel("New password", { exact: true }).fill(`demo-${username}`);
  await outside.getByRole("button", { name: "Set password" }).click();
  await outside.getByRole("link", { name: "Sign in" }).click();
  const casey = await signIn(username);
  await casey.getByRole("link", { name: "Customers", exact: true }).waitFor();

  // A program of the person's acts until its token is revoked.
  await call(casey, "POST", "/me/tokens", { name: "nightly export" });
  await admin.getByRole("link", { name: personName }).click();
  await admin.getByRole("link", { name: "Sessions", exact: true }).click();
  await admin
    .getByRole("button", { name: /^End the session/ })
    .first()
    .waitFor();
  await admin.getByRole("link", { name: "Tokens", exact: true }).click();
  await admin.getByRole("button", { name: "Revoke the token nightly export" }).click();
  await admin.getByText("No program acts as this person.").waitFor();
  await admin.getByRole("button", { name: "Close" }).click();

  // From own people's customers to all, to none: who loses by it is named before.
  await admin.getByRole("link", { name: "Roles", exact: true }).click();
  await cell.focus();
  await admin.keyboard.press("Space");
  await admin.keyboard.press("Space");
  expect(await cell.inputValue()).toBe("");
  const changes = admin.getByRole("complementary", { name: "1 change, not saved" });
  await changes.getByText(personName).waitFor();
  await look(admin, "admin-roles-preview");
  // What is not saved stays while one looks elsewhere.
  await admin.getByRole("link", { name: "Departments", exact: true }).click();
  await admin.getByRole("heading", { level: 1, name: "Departments" }).waitFor();
  await admin.getByRole("link", { name: "Roles", exact: true }).click();
  await changes.getByText(personName).waitFor();
  await changes.getByRole("button", { name: "Save 1 change" }).click();
  await changes.waitFor({ state: "detached" });
  await casey.reload();
  await casey.getByRole("link", { name: "Work logs", exact: true }).waitFor();
  expect(await casey.getByRole("link", { name: "Customers", exact: true }).count()).toBe(0);
});

it("an administrator arranges departments, and is told why one cannot be archived", async () => {
  const stamp = Date.now();
  const admin = await signIn("admin");
  await admin.goto("/admin/departments");
  for (const name of [`North ${stamp}`, `South ${stamp}`]) {
    await admin.getByRole("button", { name: "New department" }).click();
    await admin.getByLabel("Name", { exact: true }).fill(name);
    await admin.getByRole("button", { name: "Save" }).click();
    await admin.getByRole("button", { name, exact: true }).waitFor();
  }
  await admin.getByRole("button", { name: `More about South ${stamp}` }).click();
  await admin.getByRole("menuitem", { name: "Rename or move" }).click();
  await admin.getByLabel("Belongs to").selectOption({ label: `North ${stamp}` });
  await admin.getByRole("button", { name: "Save" }).click();
  await admin.getByRole("dialog").waitFor({ state: "detached" });
  await admin.getByRole("button", { name: `More about North ${stamp}` }).click();
  await admin.getByRole("menuitem", { name: "Archive" }).click();
  await admin.getByRole("alert").getByText("can be archived once it is empty").waitFor();
  await admin.getByRole("button", { name: `More about South ${stamp}` }).click();
  await admin.getByRole("menuitem", { name: "Archive" }).click();
  await admin.getByRole("button", { name: `South ${stamp}`, exact: true }).waitFor({ state: "detached" });
  await look(admin, "admin-departments");
});

it("a department is moved by dragging and by the keyboard alone, and stays where it was put", async () => {
  const stamp = Date.now();
  const admin = await signIn("admin");
  for (const name of ["East", "West", "Lab"]) await call(admin, "POST", "/departments", { name: `${name} ${stamp}` });
  await admin.goto("/admin/departments");
  const named = (name: string) => admin.getByRole("button", { name: `${name} ${stamp}`, exact: true });
  const row = (name: string) => admin.getByRole("listitem").filter({ has: named(name) });
  const above = async (name: string) => {
    const { items } = await call<{ items: { id: string; name: string; parent_id: string | null }[] }>(admin, "GET", "/departments");
    const parent = items.find((one) => one.name === `${name} ${stamp}`)?.parent_id;
    return items.find(({ id }) => id === parent)?.name ?? "";
  };
  await row("Lab").dragTo(row("East"));
  await admin.getByText(`Lab ${stamp} moved: East ${stamp}`).waitFor({ state: "attached" });
  expect(await above("Lab")).toBe(`East ${stamp}`);
  // Nothing hangs below what is below itself.
  await row("East").dragTo(row("Lab"));
  expect(await above("East")).toBe("");

  // By the keyboard: from name to name, into the menu, into the form.
  await named("East").focus();
  await admin.keyboard.press("ArrowDown");
  await expect.poll(() => named("Lab").evaluate((name) => name === document.activeElement)).toBe(true);
  await admin.keyboard.press("Tab");
  await admin.keyboard.press("Enter");
  await admin.getByRole("menuitem", { name: "Rename or move" }).waitFor();
  const item = admin.getByRole("menuitem", { name: "Rename or move" });
  await expect
    .poll(async () => {
      const there = await item.evaluate((one) => one === document.activeElement);
      if (!there) await admin.keyboard.press("ArrowDown");
      return there;
    })
    .toBe(true);
  await admin.keyboard.press("Enter");
  await admin.getByLabel("Name", { exact: true }).fill(`Laboratory ${stamp}`);
  await admin.getByLabel("Belongs to").selectOption({ label: `West ${stamp}` });
  await admin.keyboard.press("Control+Enter");
  await admin.getByRole("dialog").waitFor({ state: "detached" });
  await admin.reload();
  await named("Laboratory").waitFor();
  expect(await above("Laboratory")).toBe(`West ${stamp}`);

  // Where there is one of the name already, the refusal says so.
  await call(admin, "POST", "/departments", { name: `Laboratory ${stamp}` });
  await admin.reload();
  await row("West").waitFor();
  await admin
    .getByRole("listitem")
    .filter({ has: named("Laboratory") })
    .first()
    .dragTo(row("West"));
  await admin.getByRole("alert").getByText("A department with this name already exists there").waitFor();
  await look(admin, "admin-departments-refused");
});

it("the audit is narrowed in its address, says changes in words, is verified, and goes out as it is narrowed", async () => {
  const stamp = Date.now();
  const admin = await signIn("admin");
  const office = await call<{ id: string; version: number }>(admin, "POST", "/departments", { name: `Office, "${stamp}"` });
  const branch = await call<{ id: string; version: number }>(admin, "POST", "/departments", { name: `Branch ${stamp}` });
  await call(admin, "PATCH", `/departments/${branch.id}`, { version: branch.version, parent_id: office.id, name: `Shop ${stamp}` });
  await admin.goto("/admin/audit");
  await admin.getByLabel("Action").selectOption({ label: "Department changed" });
  await expect.poll(() => new URL(admin.url()).searchParams.get("kind")).toBe("department.updated");
  const acts = admin.getByRole("list", { name: "Audit" }).getByRole("listitem");
  await acts.first().getByRole("button").click();
  await acts
    .first()
    .getByRole("row", { name: new RegExp(`Branch ${stamp} Shop ${stamp}`) })
    .waitFor();
  await acts
    .first()
    .getByRole("row", { name: new RegExp(`– Office, "${stamp}"`) })
    .waitFor();
  await look(admin, "audit-department");
  await admin.getByRole("button", { name: new RegExp(`^Only .*Shop ${stamp}`) }).click();
  await admin.getByRole("button", { name: /^Remove filter: Department changed/ }).click();
  await expect.poll(() => acts.count()).toBe(2);
  // The address alone brings the same list back.
  await admin.reload();
  await expect.poll(() => acts.count()).toBe(2);
  for (const [item, ending] of [
    ["Export as Excel", "xlsx"],
    ["Export as CSV", "csv"],
  ] as const) {
    const { name, rows } = await exported(admin, item);
    expect(name).toMatch(new RegExp(`^administrative-acts-\\d{4}-\\d\\d-\\d\\d\\.${ending}$`));
    const [titles = [], ...lines] = rows;
    const column = (title: string) => lines.map((line) => line[titles.indexOf(title)]);
    // The oldest first.
    expect(column("Action code")).toEqual(["department.created", "department.updated"]);
    expect(column("Changes")[1]).toContain(`— → Office, "${stamp}"`);
  }
  await admin.getByRole("button", { name: "Verify" }).click();
  await admin.getByText(/The record is intact/).waitFor();
});
