import { expect, it } from "vitest";
import { call, look, signIn, withBrowser } from "./people";

withBrowser();

it("one sees one's roles in words, and a new token once, to be copied", async () => {
  const finance = await signIn("finance");
  await finance.goto("/me");
  const { role_labels } = await call<{ role_labels: Record<string, { en: string }> }>(finance, "GET", "/me");
  const [role] = Object.values(role_labels);
  expect(await finance.locator("dt:text-is('Roles') + dd").textContent()).toBe(role?.en);
  await finance.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await finance.getByLabel("Token name").fill("Nightly export");
  await finance.getByRole("button", { name: "Create token" }).click();
  await finance.getByRole("button", { name: "Copy" }).click();
  await finance.getByRole("button", { name: "Copied" }).waitFor();
  const token = await finance.evaluate(() => navigator.clipboard.readText());
  const me = await finance.request.get("/api/v1/me", { headers: { Authorization: `Bearer ${token}`, Cookie: "" } });
  expect((await me.json()).user.username).toBe("finance");
  await look(finance, "me-token");
  await finance.reload();
  await finance.getByText("Nightly export").waitFor();
  expect(await finance.getByText(token).count()).toBe(0);
  await finance.getByRole("button", { name: "Delete the token Nightly export" }).click();
  await finance.getByText("Nightly export").waitFor({ state: "detached" });
});

it("the theme is kept for the next visit, the other session is ended from here", async () => {
  const one = await signIn("commercial");
  const other = await signIn("commercial");
  await other.goto("/me");
  await other.getByRole("radiogroup", { name: "Theme" }).getByLabel("Dark").check({ force: true });
  await other.reload();
  expect(await other.locator("html").getAttribute("data-mantine-color-scheme")).toBe("dark");
  await other.getByText("this device", { exact: true }).waitFor();
  const end = other.getByRole("button", { name: "Sign out" });
  const before = await end.count();
  expect(before).toBeGreaterThan(0);
  for (let left = before; left > 0; left--) {
    await end.first().click();
    await expect.poll(() => end.count()).toBe(left - 1);
  }
  expect((await one.request.get("/api/v1/me")).status()).toBe(401);
});
