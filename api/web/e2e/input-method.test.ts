import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { call, decide, look, newAmount, signedIn, submittedExpense, withBrowser } from "./people";

withBrowser();

/** So long a field rests before it asks, and some more, in milliseconds. */
const longer = 600;

/** The hands of somebody who writes Chinese: letters become characters, and the keys belong to the input method. */
async function inputMethod(page: Page) {
  const browser = await page.context().newCDPSession(page);
  const press = async (code: string, key = "Process") => {
    const event = { windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229, code, key };
    await browser.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...event });
    await browser.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
  };
  const write = async (letters: string) => {
    for (let end = 1; end <= letters.length; end++) {
      await press(`Key${letters[end - 1]?.toUpperCase()}`);
      await browser.send("Input.imeSetComposition", { text: letters.slice(0, end), selectionStart: end, selectionEnd: end });
    }
  };
  return {
    press,
    /** Letters that are no characters yet. */
    write,
    /** Ends the composition by Enter, as browsers tell it that are still composing then. */
    enter: async (characters: string) => {
      await press("Enter", "Enter");
      await browser.send("Input.insertText", { text: characters });
    },
    /** The same where the key comes after the characters, and only its number says whose it is. */
    enterAfterwards: async (characters: string) => {
      await browser.send("Input.insertText", { text: characters });
      await press("Enter", "Enter");
    },
  };
}

/** What the page asks for or sends from now on. */
function asked(page: Page, what: (method: string, path: string) => boolean) {
  const found: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (what(request.method(), url.pathname)) found.push(url.searchParams.get("q") ?? `${request.method()} ${url.pathname}`);
  });
  return found;
}

const written = (method: string, path: string) => method !== "GET" && !path.endsWith("/notifications/read");

it("the search asks for whole words, and Enter that ends a composition opens nothing", async () => {
  const rep = await signedIn("rep");
  const made = await call<{ id: string; name: string }>(rep, "POST", "/customers", { name: `北岸水务 ${Date.now()}` });
  await rep.goto("/customers");
  await rep.getByRole("heading", { level: 1 }).waitFor();
  const input = await inputMethod(rep);
  const searched = asked(rep, (_, path) => path === "/api/v1/search");
  await rep.keyboard.press("/");
  await rep
    .getByRole("listbox", { name: "Search" })
    .or(rep.getByRole("combobox", { name: "Search", expanded: true }))
    .first()
    .waitFor();
  await input.write("beian");
  await rep.waitForTimeout(longer);
  expect(searched).toEqual([]);
  await input.enter("北岸");
  const field = rep.getByRole("combobox", { name: "Search" });
  const options = rep.getByRole("listbox", { name: "Search" }).getByRole("option");
  await options.filter({ hasText: made.name }).waitFor();
  expect(await field.inputValue()).toBe("北岸");
  expect(searched).toEqual(["北岸"]);
  await look(rep, "input-method-search");

  await input.write("shuiwu");
  await rep.waitForTimeout(longer);
  await input.enterAfterwards("水务");
  await expect.poll(() => searched).toEqual(["北岸", "北岸水务"]);
  await options.filter({ hasText: made.name }).waitFor();
  expect(new URL(rep.url()).pathname).toBe("/customers");
  // The key that is the person's own opens.
  await rep.keyboard.press("Enter");
  await rep.waitForURL(new RegExp(`/customers/${made.id}`));
});

it("lists are searched for whole words", async () => {
  const gm = await signedIn("gm");
  const input = await inputMethod(gm);
  for (const [path, list, label] of [
    ["/customers", "/api/v1/customers", "Customer, contact, telephone or project"],
    ["/requests", "/api/v1/requests", "Number, purpose, voucher, project or customer"],
    ["/inbox", "/api/v1/tasks", "Number, purpose, project, customer"],
  ] as const) {
    await gm.goto(path);
    await gm.getByLabel(label).focus();
    await gm.waitForLoadState("networkidle");
    const searched = asked(gm, (_, path) => path === list);
    await input.write("huadong");
    await gm.waitForTimeout(longer);
    expect(
      searched.filter((words) => !words.startsWith("GET")),
      path,
    ).toEqual([]);
    expect(new URL(gm.url()).search, path).toBe("");
    await input.enter("华东");
    await expect.poll(() => new URL(gm.url()).searchParams.get("q"), { message: path }).toBe("华东");
    expect(await gm.getByLabel(label).inputValue(), path).toBe("华东");
    await expect.poll(() => searched.filter((words) => !words.startsWith("GET")), { message: path }).toEqual(["华东"]);
  }
});

it("in a form the composition arrives whole, and its Enter sends nothing", async () => {
  const rep = await signedIn("rep");
  await rep.goto("/customers/new");
  const input = await inputMethod(rep);
  const sent = asked(rep, (method, path) => method === "POST" && path === "/api/v1/customers");
  const name = rep.getByLabel("Name", { exact: true });
  await name.fill("");
  await input.write("nanfang");
  await input.enter("南方");
  await input.write("gang");
  await input.enterAfterwards("港");
  await rep.waitForTimeout(longer);
  expect(await name.inputValue()).toBe("南方港");
  expect([sent, new URL(rep.url()).pathname]).toEqual([[], "/customers/new"]);

  // A field that looks for what is chosen asks for whole words too, and Enter chooses nothing yet.
  await rep.goto("/expense-requests/new");
  const project = rep.getByLabel("Project").first();
  await project.click();
  await rep.getByRole("option").first().waitFor();
  const searched = asked(rep, (_, path) => path === "/api/v1/projects");
  await input.write("dianlan");
  await rep.waitForTimeout(longer);
  expect(searched).toEqual([]);
  await input.enter("电缆");
  await rep.getByRole("option", { name: /电缆/ }).waitFor();
  await expect.poll(() => searched).toEqual(["电缆"]);
  expect(await project.inputValue()).toBe("电缆");

  const purpose = rep.getByLabel("Purpose");
  await purpose.fill("");
  await input.write("jiedai");
  await input.enter("接待");
  await input.write("shejiyuan");
  await input.enterAfterwards("设计院");
  expect(await purpose.inputValue()).toBe("接待设计院");
  await look(rep, "input-method-form");
});

it("single keys of the inbox and the desk rest while one composes or types in a field", async () => {
  const word = `Resting${newAmount().replace(".", "")}`;
  const rep = await signedIn("rep");
  const made = [];
  for (const which of ["first", "second"]) made.push(await submittedExpense(rep, `${word} ${which}`));
  const gm = await signedIn("gm");
  await gm.goto(`/inbox?q=${word}&sort=created_at`);
  const current = gm.locator("[aria-label=Tasks] a[aria-current=true]");
  await current.getByText(`${word} first`).waitFor();
  const comment = gm.getByLabel("Comment", { exact: true });
  await comment.focus();
  const decided = asked(gm, written);
  let input = await inputMethod(gm);
  await input.write("jaka");
  await input.press("Slash");
  await input.press("Escape", "Escape");
  expect(await comment.evaluate((field) => field === document.activeElement)).toBe(true);
  await gm.keyboard.down("Control");
  await input.press("Enter", "Enter");
  await gm.keyboard.up("Control");
  await input.enter("加价");
  await gm.keyboard.type("jka/r");
  await gm.waitForTimeout(longer);
  expect(await comment.inputValue()).toBe("加价jka/r");
  await current.getByText(`${word} first`).waitFor();
  expect(decided).toEqual([]);
  await look(gm, "input-method-inbox");
  await comment.fill("");
  await gm.keyboard.press("Escape");

  for (const { id } of made) await decide(gm, id, "gm_signoff", "approve");
  const finance = await signedIn("finance");
  await finance.goto("/desk");
  const voucher = finance.getByRole("textbox", { name: `Voucher number ${made[0]?.number}` });
  await voucher.focus();
  const paid = asked(finance, written);
  input = await inputMethod(finance);
  await voucher.fill("");
  await input.write("jaka");
  await input.press("Slash");
  await input.enter("凭");
  await finance.keyboard.type("jka/");
  await finance.waitForTimeout(longer);
  expect(await voucher.inputValue()).toBe("凭jka/");
  // Enter of the composition has not gone to the next row.
  expect(await voucher.evaluate((field) => field === document.activeElement)).toBe(true);
  expect([paid, new URL(finance.url()).pathname]).toEqual([[], "/desk"]);
  await voucher.fill("");
});
