import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { exported } from "./exported";
import { companyDay, newRep } from "./newRep";
import { call, decide, look, type Made, receipt, signedIn, signIn, withBrowser } from "./people";

withBrowser();

interface Member {
  user: { id: string; name: string };
  entries: number;
  visits: number;
  hours: string;
  missing: boolean;
  missing_days: string[];
}

const teamOf = async (page: Page, when: string) =>
  (await call<{ items: Member[] }>(page, "GET", `/work-logs/team?${when}&limit=200`)).items;

/** A file to a request, as the page sends it. */
const attach = (page: Page, requestId: string, purpose: string) =>
  page.evaluate(
    async ({ requestId, purpose, bytes }) => {
      const form = new FormData();
      form.append("purpose", purpose);
      const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
      form.append("file", new File([content], `${purpose}.png`, { type: "image/png" }));
      const answer = await fetch(`/api/v1/requests/${requestId}/attachments`, { method: "POST", body: form });
      if (!answer.ok) throw new Error(await answer.text());
    },
    { requestId, purpose, bytes: receipt.buffer.toString("base64") },
  );

/** A project request with both reports, that waits for management. */
async function reported(reason: string) {
  const rep = await signedIn("rep");
  const customers = await call<{ items: { id: string }[] }>(rep, "GET", "/customers?limit=1");
  const project = await call<{ id: string }>(rep, "POST", `/customers/${customers.items[0]?.id}/projects`, { name: reason });
  const money = (amount: string) => ({ amount, currency: "CNY" });
  const { id, number } = await call<Made>(rep, "POST", "/project-requests", {
    project_id: project.id,
    reason,
    expected_revenue: money("2400000.00"),
    expected_cost: money("1860000.00"),
    expected_close_on: companyDay(120),
    win_probability: 65,
  });
  await call(rep, "POST", `/project-requests/${id}/submit`);
  const commercial = await signedIn("commercial");
  await attach(commercial, id, "feasibility_report");
  const feasible = { recommendation: "recommend", summary: "Technically sound." };
  await decide(commercial, id, "commercial_report", "complete", { data: feasible });
  const finance = await signedIn("finance");
  await attach(finance, id, "budget_report");
  const budget = { budget: { reception: money("18000.00"), travel: money("32000.00") }, summary: "Within the usual." };
  await decide(finance, id, "finance_report", "complete", { data: budget });
  return { id, number };
}

it("a superior sees the day and the month of the team, decides, and takes the numbers along", async () => {
  const stamp = Date.now();
  const silent = await newRep(`Silent ${stamp}`);
  const writer = await newRep(`Writer ${stamp}`);
  const rep = await signIn(writer.username);
  const { number, id } = await reported(`Signalling ${stamp}`);
  const manager = await signIn("manager", { language: "en" });

  // The last day that was worked: a test may run on a Sunday.
  let day = companyDay();
  for (let back = 0; !(await teamOf(manager, `date=${day}`)).some(({ user, missing }) => user.id === silent.id && missing); ) {
    day = companyDay(--back);
  }
  const word = `Commissioning ${stamp}`;
  await call(rep, "POST", "/work-logs", { work_date: day, kind: "visit", content: word, next_step: "Send the list", hours: "2.5" });
  await call(rep, "POST", "/work-logs", { work_date: day, kind: "call", content: "Agreed on the date", hours: "0.75" });
  const team = await teamOf(manager, `date=${day}`);
  const missing = team.filter((member) => member.missing).map(({ user }) => user.name);

  // The day: who is missing first and by name, then what was done.
  await manager.getByRole("link", { name: "Work logs" }).click();
  await manager.getByRole("heading", { level: 1, name: "Team day" }).waitFor();
  if (day !== companyDay()) await manager.getByLabel("Day", { exact: true }).fill(day);
  const people = manager.getByRole("region", { name: "People" });
  await people
    .getByRole("button", { name: new RegExp(writer.name) })
    .getByText("2 entries")
    .waitFor();
  const names = await people.getByRole("button").locator("b").allTextContents();
  expect(names.slice(0, missing.length)).toEqual(missing);
  expect(names.slice(missing.length).some((name) => missing.includes(name))).toBe(false);
  const figures = await people.locator("dd").allTextContents();
  const sum = (of: (member: Member) => number) => team.reduce((all, member) => all + of(member), 0);
  expect(figures).toEqual([
    String(missing.length),
    String(team.filter(({ entries }) => entries > 0).length),
    String(sum(({ visits }) => visits)),
    String(sum(({ hours }) => Number(hours))),
  ]);

  // A comment with a key.
  await people.getByRole("button", { name: new RegExp(writer.name) }).click();
  const entries = manager.getByRole("region", { name: writer.name });
  const entry = entries.getByRole("listitem").filter({ hasText: word });
  await entry.getByText("2.5 h").waitFor();
  await manager.keyboard.press("c");
  await manager.keyboard.type("Take the list along");
  await manager.keyboard.press("Control+Enter");
  await entry.locator("p", { hasText: "Take the list along" }).waitFor();
  await manager.keyboard.press("Escape");
  await look(manager, "superior-day");

  // The month with its days off, and the same as a file.
  await manager.getByRole("button", { name: "Month" }).click();
  const month = day.slice(0, 7);
  if (month !== companyDay().slice(0, 7)) await manager.getByLabel("Month", { exact: true }).fill(month);
  const row = manager.getByRole("row", { name: new RegExp(writer.name) });
  await row.getByText("with a visit").first().waitFor();
  await row.getByText("day off").first().waitFor();
  await look(manager, "superior-month");
  const inMonth = await teamOf(manager, `month=${month}`);
  const rowsWanted = inMonth.map((one) => [
    one.user.name,
    ...[one.entries, one.visits, one.hours, one.missing_days.length].map(String),
    one.missing_days.join(" "),
  ]);
  for (const [item, ending] of [
    ["Export as CSV", "csv"],
    ["Export as Excel", "xlsx"],
  ] as const) {
    const { name, rows } = await exported(manager, item);
    expect(name).toBe(`team-${month}.${ending}`);
    const [head, ...lines] = rows;
    expect(head).toEqual(["Who", "Department", "Entries", "Visits", "Hours", "Days missing", "Missing on"]);
    expect(lines.map(([who, , ...rest]) => [who, ...rest])).toEqual(rowsWanted);
  }

  // The inbox: everything to decide is on one screen, and a key decides.
  await manager.getByRole("link", { name: /^Inbox/ }).click();
  await manager.goto(`/inbox?q=${number}`);
  await manager.getByText("Technically sound.").first().waitFor();
  await manager.getByText("¥50,000.00").first().waitFor();
  await look(manager, "superior-inbox");
  await manager.keyboard.press("a");
  const statusOf = async () => (await call<{ status: string }>(manager, "GET", `/requests/${id}`)).status;
  await expect.poll(statusOf).toBe("approved");
  await manager.getByRole("list", { name: "Tasks" }).getByRole("link").first().waitFor({ state: "detached" });

  // The reports that a superior may see answer; what was done has the writer in it.
  await manager.getByRole("link", { name: "Reports" }).click();
  const tabs = manager.getByRole("navigation", { name: "Reports" }).getByRole("link");
  await tabs.first().waitFor();
  expect(await tabs.allTextContents()).toEqual(["Approval times", "Spending", "Budgets", "Pipeline", "Work logs"]);
  for (const tab of await tabs.all()) {
    await tab.click();
    await expect.poll(() => tab.getAttribute("aria-current")).toBe("page");
    await manager.waitForLoadState("networkidle");
    expect(await manager.getByRole("alert").count()).toBe(0);
  }
  const figuresOf = manager.getByRole("row", { name: new RegExp(writer.name) }).getByRole("cell");
  await expect.poll(() => figuresOf.allTextContents()).toEqual(["2", "1", "1", "3.25"]);
  await look(manager, "superior-reports");
});
