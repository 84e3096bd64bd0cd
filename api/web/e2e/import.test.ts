import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { newRep } from "./newRep";
import { call, look, signedIn, signIn, withBrowser } from "./people";

withBrowser();

const rows = 5000;

/** What is wrong with a row: its columns, in which of them, and what is said. */
const wrong: [cells: string, column: string, why: RegExp][] = [
  [",Power,,,,,,,,,", "Name", /required/],
  ["{name},No such industry,,,,,,,,,", "Industry", /./],
  ["{name},,No such region,,,,,,,,", "Region", /./],
  ["{name},,,z,,,,,,,", "Level", /./],
  ["{name},,,,,,nobody.here,,,,", "Owner", /./],
  ["{name},,,,,,,,Director,,", "Contact name", /required/],
  ["{name},,,,,,,Zhou,,no digits,", "Contact phone", /digit/],
  ["{name},,,,,,,Zhou,,,not an address", "Contact e-mail", /e-mail/],
  [`${"x".repeat(201)},,,,,,,,,,`, "Name", /200 characters/],
  ["{name},,,,,,,Zhou,,021-5555 0101,a@b@c", "Contact e-mail", /e-mail/],
];

/** A file of customers in which every 250th row is bad; the header is row 1. */
function file(mark: string) {
  const lines = ["Name,Industry,Region,Level,Source,Address,Owner,Contact name,Contact title,Contact phone,Contact e-mail"];
  const bad: { row: number; column: string; why: RegExp }[] = [];
  for (let i = 1; i <= rows; i++) {
    const name = `${mark} 客户 ${String(i).padStart(4, "0")}`;
    const kind = i % 250 === 0 ? wrong[(i / 250 - 1) % wrong.length] : undefined;
    if (kind) bad.push({ row: i + 1, column: kind[1], why: kind[2] });
    lines.push(kind ? kind[0].replace("{name}", name) : `${name},,,a,,"${i} Harbour Road, Shanghai",,Zhou ${i},Engineer,021-5555 ${i},`);
  }
  return { bad, file: { name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`) } };
}

/** How many customers there are with the mark. */
const countOf = (page: Page, mark: string) =>
  page.evaluate(async (mark) => {
    const answer = await fetch(`/api/v1/customers/export?q=${encodeURIComponent(mark)}`);
    return (await answer.text()).trim().split("\n").length - 1;
  }, mark);

/** Asks for a page of customers and writes a note again and again, as somebody else does; says how long the slowest took. */
function somebodyElse(page: Page, customerId: string) {
  let going = true;
  const taken: number[] = [];
  const done = (async () => {
    while (going) {
      for (const act of [
        () => call(page, "GET", "/customers?limit=50"),
        () => call(page, "POST", `/customers/${customerId}/notes`, { text: "Meanwhile" }),
      ]) {
        const begun = performance.now();
        await act();
        taken.push(performance.now() - begun);
      }
      await page.waitForTimeout(50);
    }
  })();
  return async () => {
    going = false;
    await done;
    return { calls: taken.length, slowest: Math.round(Math.max(...taken)) };
  };
}

it("5,000 customers are checked, the 20 bad rows are named, and the others come while people go on working", async () => {
  const mark = `M${Date.now()}`;
  const { bad, file: customers } = file(mark);
  expect(bad.length).toBe(20);
  // Whom no other test asks for the first customer.
  const rep = await signIn((await newRep("Importer")).username);
  const other = await signedIn("rep2");
  const { id } = await call<{ id: string }>(other, "POST", "/customers", { name: `Beside ${mark}` });
  await rep.goto("/customers/import");
  const times: Record<string, number> = {};
  const timed = async (what: string, act: () => Promise<unknown>) => {
    const begun = performance.now();
    await act();
    times[what] = Math.round(performance.now() - begun);
  };

  await timed("check", async () => {
    await rep.locator("input[type=file]").setInputFiles(customers);
    await rep.getByRole("progressbar").waitFor();
    await rep.getByRole("heading", { name: "Result of the check" }).waitFor({ timeout: 60_000 });
  });
  // A sample of what comes, then each bad row by its number, column and reason.
  const sample = rep.getByRole("group", { name: "The first rows as they will be added" });
  await sample.getByRole("cell", { name: `${mark} 客户 0001` }).waitFor();
  await sample.getByRole("cell", { name: "1 Harbour Road, Shanghai" }).waitFor();
  // The level by its name, whatever the file says; and who will own it.
  expect(await sample.getByRole("cell", { name: "A (key account)" }).count()).toBe(5);
  expect(await sample.getByRole("cell", { name: "Importer" }).count()).toBe(5);
  const said = await rep.getByRole("table", { name: "Bad rows" }).locator("tbody tr").all();
  const named = await Promise.all(said.map((row) => row.getByRole("cell").allTextContents()));
  expect(named.map(([row, column]) => `${row} ${column}`)).toEqual(bad.map(({ row, column }) => `${row} ${column}`));
  for (const [at, { why }] of bad.entries()) expect(named[at]?.[2]).toMatch(why);
  const result = rep.getByRole("region", { name: "Result" });
  expect(await result.locator("dd").allTextContents()).toEqual(["5000", "4980", "4980", "4980", "0", "20"]);
  expect(await countOf(rep, mark)).toBe(0);
  await look(rep, "import-checked");

  const stop = somebodyElse(other, id);
  await timed("import", async () => {
    await rep.getByRole("button", { name: "Import 4980 rows" }).click();
    await rep.getByRole("progressbar", { name: "Importing…" }).waitFor();
    await rep.getByRole("heading", { name: "Imported", exact: true }).waitFor({ timeout: 60_000 });
  });
  const meanwhile = await stop();
  console.info("import of 5,000 rows, milliseconds:", times, "meanwhile:", meanwhile);
  expect(meanwhile.calls).toBeGreaterThan(4);
  expect(meanwhile.slowest).toBeLessThan(3000);
  expect(await result.locator("dd").allTextContents()).toEqual(["5000", "4980", "4980", "4980", "0", "20"]);
  expect(await countOf(rep, mark)).toBe(4980);

  // What was left out can be taken along, to be mended.
  const [left] = await Promise.all([rep.waitForEvent("download"), rep.getByRole("button", { name: "Download this list" }).click()]);
  const lines = readFileSync(await left.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines.length).toBe(21);
  expect(lines[1]).toMatch(/^251,Name,/);
  await look(rep, "import-done");

  // The same file once more brings nothing, and says why.
  await rep.getByRole("button", { name: "Import another file" }).click();
  await rep.locator("input[type=file]").setInputFiles(customers);
  await rep.getByText("The skipped rows are not added again").waitFor({ timeout: 60_000 });
  expect(await result.locator("dd").allTextContents()).toEqual(["5000", "0", "4980", "20"]);
  expect(await rep.getByRole("button", { name: /^Import 0/ }).isDisabled()).toBe(true);
  await look(rep, "import-again");
});

it("a check names another encoding than UTF-8, and the owner's column by what its sample shows", async () => {
  const page = await signIn((await newRep("王导入")).username, { language: "zh-CN", size: "phone" });
  await page.goto("/customers/import");
  // 客户名称, then 客户 and a number, in GB18030.
  const buffer = Buffer.from(`bfcdbba7c3fbb3c60abfcdbba7${Buffer.from(`${Date.now()}\n`).toString("hex")}`, "hex");
  await page.locator("input[type=file]").setInputFiles({ name: "customers.csv", mimeType: "text/csv", buffer });
  await page.getByText("文字按 GB18030 编码读取。").waitFor();
  await page.getByRole("columnheader", { name: "负责人", exact: true }).waitFor();
  await page.getByRole("cell", { name: "王导入", exact: true }).waitFor();
  await look(page, "import-encoding-zh-CN-phone");
});
