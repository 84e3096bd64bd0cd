import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import type { Page } from "playwright-core";

export interface Exported {
  name: string;
  rows: string[][];
}

/** Takes what a list shows out by its menu, and opens the file. */
export async function exported(page: Page, item: string): Promise<Exported> {
  await page.getByRole("button", { name: "Export" }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: item }).click()]);
  const name = file.suggestedFilename();
  const bytes = readFileSync(await file.path());
  return { name, rows: name.endsWith(".xlsx") ? await sheet(page, bytes) : lines(bytes.toString()) };
}

/** The cells of a workbook's first sheet; the browser reads what is packed in it. */
function sheet(page: Page, bytes: Uint8Array): Promise<string[][]> {
  const parts = unzipSync(bytes);
  const text = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
  return page.evaluate(
    ({ cells, strings }) => {
      const read = (xml: string) => new DOMParser().parseFromString(xml, "text/xml");
      const shared = [...read(strings).querySelectorAll("si")];
      const said = (cell: Element) =>
        (cell.getAttribute("t") === "s" ? shared[Number(cell.textContent)]?.textContent : cell.textContent) ?? "";
      return [...read(cells).querySelectorAll("row")].map((row) => [...row.querySelectorAll("c")].map(said));
    },
    { cells: text("xl/worksheets/sheet1.xml"), strings: text("xl/sharedStrings.xml") || "<sst/>" },
  );
}

/** The cells of a text with commas; what is quoted may have several lines. */
function lines(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.replace(/^\uFEFF/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}
