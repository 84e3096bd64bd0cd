import type { Page } from "playwright-core";
import { expect } from "vitest";
import { goWithin, newAmount, receipt } from "./people";

const words = {
  en: { project: "Project", category: "Travel", amount: "Amount", today: "Today", purpose: "Purpose" },
  "zh-CN": { project: "项目", category: "差旅", amount: "金额", today: "今天", purpose: "用途" },
};

/** A receipt that no other test has. */
export const receiptOf = (word: string) => ({ ...receipt, buffer: Buffer.concat([receipt.buffer, Buffer.from(word)]) });

/** Fills in a new expense with its receipt; within the page where a start without a network is not possible. */
export async function fillExpense(rep: Page, purpose: string, language: keyof typeof words = "en", within = false) {
  const say = words[language];
  await (within ? goWithin(rep, "/expense-requests/new") : rep.goto("/expense-requests/new"));
  await rep.locator("input[type=file]").first().setInputFiles(receiptOf(purpose));
  await rep.getByText("receipt.png").waitFor();
  await rep.getByLabel(say.project).click();
  await rep.getByRole("option").first().click();
  await rep.getByText(say.category, { exact: true }).click();
  await rep.getByLabel(say.amount).fill(newAmount());
  await rep.getByRole("button", { name: say.today }).click();
  await rep.getByLabel(say.purpose).fill(purpose);
}

type Store = "drafts" | "reads" | "items" | "files";

/** What is in a store of the device, as text. */
export const kept = (page: Page, store: Store) =>
  page.evaluate(
    (store) =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open("approvals");
        opening.onsuccess = () => {
          const reading = opening.result.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify(reading.result));
          };
        };
      }),
    store,
  );

const forms = ['["me"]', '["options"]', '["projects","of"', '["timeline","kinds"]'];

/** Waits until the page is on the device. */
export const readyWorker = (page: Page) => page.evaluate(() => navigator.serviceWorker?.ready.then(() => undefined));

/** Waits until what the forms need is on the device. */
export async function readyOffline(page: Page) {
  await readyWorker(page);
  await expect
    .poll(async () => {
      const text = await kept(page, "reads");
      return forms.filter((key) => text.includes(key)).length;
    })
    .toBe(forms.length);
}
