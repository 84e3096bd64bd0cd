import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { base, call, receipt, signIn, visit, withBrowser } from "./people";

withBrowser();

it("a wrong password is said, the right one leads to where one wanted to go", async () => {
  const page = await visit();
  await page.goto("/requests?status=paid");
  await page.getByLabel("User name").fill("commercial");
  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Password", { exact: true }).fill("demo-commercial");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`${base()}/requests?status=paid`);
});

it("a session that ends in the middle of a form takes nothing with it", async () => {
  const rep = await signIn("rep2");
  await rep.goto("/expense-requests/new");
  await rep.getByLabel("Purpose").fill("Typed before the session ended");
  await rep.context().clearCookies();
  await rep.getByLabel("Project").fill("substation");
  const dialog = rep.getByRole("dialog", { name: "Your session has ended" });
  await dialog.waitFor();
  await dialog.getByLabel("Password", { exact: true }).fill("demo-rep2");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect(await rep.getByLabel("Purpose").inputValue()).toBe("Typed before the session ended");
});

it("an upload of 20 MB is cancelled, and arrives at the second try", async () => {
  const rep = await signIn("rep");
  const projects = await call<{ items: { id: string }[] }>(rep, "GET", "/projects?limit=1");
  const draft = await call<{ id: string }>(rep, "POST", "/expense-requests", { project_id: projects.items[0]?.id });
  await rep.goto(`/expense-requests/${draft.id}/edit`);
  const folder = mkdtempSync(join(tmpdir(), "approvals-upload-"));
  const large = join(folder, "large.png");
  writeFileSync(large, Buffer.concat([receipt.buffer, Buffer.alloc(20 << 20, 7)]));
  // Slow enough that there is something to cancel.
  const network = await rep.context().newCDPSession(rep);
  await network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2 << 20 });
  const field = rep.locator("input[type=file]").first();
  await field.setInputFiles(large);
  await rep.getByRole("progressbar", { name: "Upload of large.png" }).waitFor();
  await rep.getByRole("button", { name: "Cancel large.png" }).click();
  await rep.getByRole("progressbar").waitFor({ state: "detached" });
  await network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await field.setInputFiles(large);
  await rep.getByRole("link", { name: "large.png" }).waitFor({ timeout: 30_000 });
  const now = await call<{ attachments: unknown[] }>(rep, "GET", `/requests/${draft.id}`);
  expect(now.attachments).toHaveLength(1);
  rmSync(folder, { recursive: true });
});

it("a file of a type that is not allowed says so and leaves the form as it was", async () => {
  const rep = await signIn("rep");
  await rep.goto("/expense-requests/new");
  await rep.getByLabel("Purpose").fill("Still here");
  await rep
    .locator("input[type=file]")
    .first()
    .setInputFiles({ name: "run.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("MZ") });
  await rep.getByText("Files of this type may not be uploaded").waitFor();
  expect(await rep.getByLabel("Purpose").inputValue()).toBe("Still here");
});
