import { expect, it } from "vitest";
import { call, look, signIn, submittedExpense, withBrowser } from "./people";

withBrowser();

it("home leads to what waits, by keys alone", async () => {
  const rep = await signIn("rep");
  await submittedExpense(rep, "Home by keys");
  const gm = await signIn("gm");
  await gm.goto("/");
  await gm.getByRole("heading", { name: "Waiting for me" }).waitFor();
  await gm.getByRole("link", { name: "Start with this" }).waitFor();
  await gm.keyboard.press("1");
  await gm.keyboard.press("Enter");
  await gm.waitForURL(/\/inbox\/[0-9a-f-]{36}/);
});

it("a block that fails does so alone", async () => {
  const rep = await signIn("rep");
  await submittedExpense(rep, "Block alone");
  const gm = await signIn("gm");
  await gm.route("**/api/v1/home", async (route) => {
    const answer = await route.fetch();
    const failed = [{ block: "requested", code: "unavailable", reason: "This part of the page is away" }];
    await route.fulfill({ response: answer, json: { ...(await answer.json()), requested: null, failed } });
  });
  await gm.goto("/");
  await gm.getByText("This part of the page is away").waitFor();
  await gm.getByRole("link", { name: "Start with this" }).waitFor();
});

it("a person who has nothing yet is told how to begin", async () => {
  const admin = await signIn("admin");
  const username = `newcomer${Date.now()}`;
  const users = await call<{ items: { username: string; roles: string[] }[] }>(admin, "GET", "/users");
  const roles = users.items.find((user) => user.username === "rep")?.roles;
  await call(admin, "POST", "/users", { username, name: "New Comer", password: "a long password", roles });
  const page = await admin.context().newPage();
  await admin.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password", { exact: true }).fill("a long password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Three steps to your first payment" }).waitFor();
  expect(await page.getByRole("heading", { level: 3 }).allTextContents()).toEqual([
    "1. Add a customer",
    "2. Add a project",
    "3. Request an expense",
  ]);
  await look(page, "home-new");
});
