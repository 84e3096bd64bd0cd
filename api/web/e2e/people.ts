import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page, type Request } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";

export const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } };

export interface Look {
  size?: keyof typeof sizes;
  language?: "en" | "zh-CN";
  theme?: "light" | "dark";
  /** Another API than that of the stack. */
  at?: string;
  /** With the worker that starts the page without a network; the others meet the server alone. */
  worker?: boolean;
}

const chromiumPath = process.env.CHROMIUM ?? ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find((path) => existsSync(path));

let browser: Browser;
let contexts: BrowserContext[] = [];
/** What no run may have: policy violations, errors in the console, requests to other hosts. */
let faults: string[] = [];
let wanted: RegExp[] = [];

/** A fault that a test makes itself, until it ends. */
export const expectFault = (fault: RegExp) => wanted.push(fault);

/** This machine under a name that a browser does not trust without HTTPS: no worker, no locks. */
const plainHost = "approvals.test";
export const untrusted = (address: string) => address.replace("127.0.0.1", plainHost);

const folder = new URL("../screenshots/", import.meta.url).pathname;
mkdirSync(folder, { recursive: true });

/** The stack that the file has for itself. */
export function stack() {
  const own = inject("stacks")[Number(process.env.VITEST_POOL_ID) - 1];
  if (!own) throw new Error("there is no stack for this file");
  return own;
}

export const base = () => stack().base;

/** What stood on the screens when a test failed. */
async function leavePictures(test: string) {
  const name = test.replace(/[^a-z0-9]+/gi, "-").slice(0, 60);
  const pages = contexts.flatMap((context) => context.pages());
  for (const [i, page] of pages.entries()) await page.screenshot({ path: join(folder, `failed-${name}-${i}.png`) }).catch(() => undefined);
}

/** Registers what every file needs: a browser, and the look at what went wrong. */
export function withBrowser() {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        `--host-resolver-rules=MAP ${plainHost} 127.0.0.1`,
      ],
    });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await leavePictures(task.name);
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
    const found = faults.filter((fault) => !wanted.some((own) => own.test(fault)));
    faults = [];
    wanted = [];
    expect(found).toEqual([]);
  });
  afterAll(() => browser.close());
}

/** How many requests of a page are on their way. */
const underway = new WeakMap<Page, Set<Request>>();

/** So long a page has asked for nothing when it has settled, in milliseconds. */
const settled = 100;

/** Waits until nothing is on its way, and nothing has been asked for in a while. */
async function quiet(page: Page) {
  const requests = underway.get(page);
  for (let since = Date.now(); Date.now() - since < settled; await page.waitForTimeout(settled / 4)) {
    if (requests?.size) since = Date.now();
  }
}

function watch(page: Page, at: string) {
  const requests = new Set<Request>();
  underway.set(page, requests);
  page.on("request", (request) => requests.add(request));
  page.on("requestfinished", (request) => requests.delete(request));
  page.on("requestfailed", (request) => requests.delete(request));
  page.on("pageerror", (error) => faults.push(`error on ${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    // The browser notes every answer of 4xx as an error; those are the server's words, and are shown.
    if (message.type() === "error" && !/Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) {
      faults.push(`console on ${page.url()}: ${message.text()}`);
    }
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== at) faults.push(`request to ${url.origin}`);
  });
}

/** Another tab of the same browser. */
export async function newTab(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  watch(tab, new URL(page.url()).origin);
  return tab;
}

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** A page of nobody in particular, or of who was signed in before. */
export async function visit(look: Look = {}, session?: Session): Promise<Page> {
  const { size = "desktop", language = "en", theme = "light", at = base(), worker = false } = look;
  const context = await browser.newContext({
    storageState: session && { ...session, origins: [] },
    baseURL: at,
    serviceWorkers: worker ? "allow" : "block",
    viewport: sizes[size],
    locale: language,
    colorScheme: theme,
    hasTouch: size === "phone",
    isMobile: size === "phone",
    timezoneId: "Asia/Shanghai",
  });
  context.setDefaultTimeout(15_000);
  contexts.push(context);
  await context.exposeFunction("policyViolated", (what: string) => faults.push(`policy: ${what}`));
  await context.addInitScript((language) => {
    document.addEventListener("securitypolicyviolation", (event) => {
      (window as unknown as { policyViolated: (what: string) => void }).policyViolated(`${event.violatedDirective} ${event.blockedURI}`);
    });
    if (!localStorage.getItem("language")) localStorage.setItem("language", language);
  }, language);
  const page = await context.newPage();
  watch(page, at);
  return page;
}

/** Signs in by the form, as a person does. */
export async function signIn(username: string, look: Look = {}): Promise<Page> {
  const page = await visit(look);
  await page.goto("/sign-in");
  const english = look.language !== "zh-CN";
  await page.getByRole("button", { name: english ? "English" : "中文" }).click();
  await page.getByLabel(english ? "User name" : "用户名").fill(username);
  await page.getByLabel(english ? "Password" : "密码", { exact: true }).fill(`demo-${username}`);
  await page.getByRole("button", { name: english ? "Sign in" : "登录", exact: true }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await speak(page, look.language);
  return page;
}

/** The account may have another language than the browser. */
async function speak(page: Page, language: Look["language"] = "en") {
  if ((await page.locator("html").getAttribute("lang")) === language) return;
  // The next page asks the account, which must know by then.
  const known = page.waitForResponse((response) => response.request().method() === "PATCH" && response.url().endsWith("/me"));
  await page.getByRole("button", { name: language === "en" ? "English" : "中文" }).click();
  await page.locator(`html[lang="${language}"]`).waitFor();
  await known;
}

const sessions = new Map<string, Session>();

/** A page of somebody who has signed in before, for tests that only look. */
export async function signedIn(username: string, look: Look = {}): Promise<Page> {
  const session = sessions.get(username);
  if (session) {
    const page = await visit(look, session);
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await speak(page, look.language);
    return page;
  }
  const page = await signIn(username, look);
  sessions.set(username, await page.context().storageState());
  return page;
}

interface Finding {
  id: string;
  impact?: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

/** Leaves a screenshot, and fails on a serious finding of axe or on what hangs over the edge. */
export async function look(page: Page, name: string) {
  await quiet(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const findings = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (how: object) => Promise<{ violations: Finding[] }> } };
    return (await axe.run({ resultTypes: ["violations"] })).violations;
  });
  const serious = findings
    .filter((finding) => finding.impact === "serious" || finding.impact === "critical")
    .map(
      (finding) =>
        `${finding.id}: ${finding.nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 200)}`).join("\n")}`,
    );
  expect(serious, name).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** Goes to another screen as a link does, without loading the page anew. */
export async function goWithin(page: Page, path: string) {
  await page.evaluate((path) => {
    history.pushState({}, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
  await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
}

/** Calls the API with the session of the page, for what a test needs before it begins. */
export async function call<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ({ method, path, body }) => {
      const answer = await fetch(`/api/v1${path}`, {
        method,
        headers: body ? { "Content-Type": "application/json" } : {},
        body: body ? JSON.stringify(body) : undefined,
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text ? JSON.parse(text) : undefined;
    },
    { method, path, body },
  ) as Promise<T>;
}

let count = Math.floor(Math.random() * 100_000);
/** Amounts from 1000 to 2000 that no two tests share, in any file, so that nothing is a likely double by accident. */
export const newAmount = () => (1000 + (++count % 100_000) / 100).toFixed(2);

/** A word to find rows by that a second run shares with no first one. */
export const newWord = (word: string) => `${word}${Date.now()}`;

export interface Made {
  id: string;
  number: string;
  revision: number;
}

/** An expense that the rep has submitted by the API, of the first project that there is or of another one. */
export async function submittedExpense(rep: Page, purpose: string, amount = newAmount(), projectId?: string): Promise<Made> {
  const projects = projectId ? { items: [{ id: projectId }] } : await call<{ items: { id: string }[] }>(rep, "GET", "/projects?limit=1");
  const draft = await call<Made>(rep, "POST", "/expense-requests", {
    project_id: projects.items[0]?.id,
    category: "travel",
    amount: { amount, currency: "CNY" },
    purpose,
    spent_on: "2026-11-20",
  });
  return call<Made>(rep, "POST", `/expense-requests/${draft.id}/submit`);
}

interface Detail extends Made {
  tasks: { id: string; step: string; state: string }[];
}

/** Decides by the API the open task of a step. */
export async function decide(as: Page, requestId: string, step: string, outcome: string, rest: object = {}) {
  const { revision, tasks } = await call<Detail>(as, "GET", `/requests/${requestId}`);
  const task = tasks.find((one) => one.step === step && one.state === "open");
  return call(as, "POST", `/tasks/${task?.id}/complete`, { outcome, revision, ...rest });
}

export const receipt = {
  name: "receipt.png",
  mimeType: "image/png",
  // One red pixel, with a text that makes each file another one.
  buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64"),
};
