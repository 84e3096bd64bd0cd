import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { companyDay, type NewRep, newRep } from "./newRep";
import { call, type Look, look, newAmount, receipt, signedIn, signIn, withBrowser } from "./people";

withBrowser();

const phone: Look = { size: "phone", language: "zh-CN" };

interface Log {
  id: string;
  work_date: string;
  content: string;
  kind: string;
  comments: number;
}

const logsOf = async (page: Page, rep: NewRep) => (await call<{ items: Log[] }>(page, "GET", `/work-logs?user_id=${rep.id}`)).items;

/** The days of the week before this one. */
function lastWeek() {
  const monday = -((new Date(companyDay()).getUTCDay() + 6) % 7) - 7;
  return Array.from({ length: 7 }, (_, day) => companyDay(monday + day));
}

/** The days on which the server misses an entry. */
async function missingOf(manager: Page, rep: NewRep, days: string[]) {
  type Member = { user: { id: string }; missing: boolean };
  const found = await Promise.all(
    days.map(async (date) => {
      const { items } = await call<{ items: Member[] }>(manager, "GET", `/work-logs/team?date=${date}&limit=200`);
      return items.some(({ user, missing }) => user.id === rep.id && missing) ? [date] : [];
    }),
  );
  return found.flat();
}

/** Opens an empty entry as a thumb does. */
async function newEntry(page: Page) {
  await page.getByRole("button", { name: "新建", exact: true }).tap();
  await page.getByRole("button", { name: "新建工作日志" }).tap();
  await page.getByLabel("工作内容").waitFor();
}

const pill = (page: Page, group: string, name: string) => page.getByRole("radiogroup", { name: group }).getByText(name, { exact: true });

it("a rep's week on a phone", async () => {
  const stamp = Date.now();
  const made = await newRep("韩梅梅");
  const manager = await signedIn("manager");
  const admin = await signedIn("admin");
  const rep = await signIn(made.username, phone);
  const name = `远洋重工 ${stamp}`;
  const customer = await call<{ id: string }>(rep, "POST", "/customers", { name });
  await call(rep, "POST", `/customers/${customer.id}/projects`, { name: "船坞配电改造" });
  const days = lastWeek();
  const before = await missingOf(manager, made, days);
  await call(rep, "POST", "/work-logs", {
    work_date: before[0],
    kind: "call",
    content: "约下周拜访",
    hours: "0.5",
    customer_id: customer.id,
  });
  const missing = before.slice(1);
  expect(missing.length).toBeGreaterThan(0);

  // The week at a glance, with what is missing.
  await rep.getByRole("link", { name: "工作日志", exact: true }).tap();
  await rep.getByRole("button", { name: "上一周" }).tap();
  await rep.getByText(`缺 ${missing.length} 天`).waitFor();
  expect(await rep.getByRole("button", { name: /未写/ }).count()).toBe(missing.length);
  await look(rep, "rep-week-missing");

  // Three taps; kind and customer are words enough.
  let taps = 0;
  const tap = (what: Locator) => {
    taps++;
    return what.tap();
  };
  await newEntry(rep);
  await tap(pill(rep, "类型", "拜访"));
  await tap(pill(rep, "客户", name));
  await rep.getByPlaceholder(`拜访：${name}`).waitFor();
  await look(rep, "rep-week-three-taps");
  await tap(rep.getByRole("button", { name: "保存" }));
  await rep.waitForURL(/\/work-logs\/[0-9a-f-]{36}/);
  expect(taps).toBe(3);
  expect((await logsOf(rep, made))[0]).toMatchObject({ kind: "visit", content: `拜访：${name}`, work_date: companyDay() });

  // By touch the words come after the customer without another tap.
  await newEntry(rep);
  await pill(rep, "类型", "拜访").tap();
  await pill(rep, "客户", name).tap();
  await rep.keyboard.type("看了船坞");
  await rep.getByRole("button", { name: "保存" }).tap();
  await rep.getByText("看了船坞").waitFor();
  await rep.waitForURL(/\/work-logs\/[0-9a-f-]{36}/);

  // A photo from the camera.
  await newEntry(rep);
  await pill(rep, "类型", "会议").tap();
  await pill(rep, "客户", name).tap();
  await rep.keyboard.type("现场会，定下柜体位置");
  await rep.getByRole("button", { name: "结果、下一步、工时、照片" }).tap();
  await rep.getByText("拍照", { exact: true }).waitFor();
  const camera = rep.locator("input[type=file][capture=environment]");
  expect(await camera.getAttribute("accept")).toBe("image/*");
  await camera.setInputFiles({ ...receipt, name: "dock.png" });
  await rep.getByText("保存日志时一并上传").waitFor();
  await look(rep, "rep-week-photo-form");
  await rep.getByRole("button", { name: "保存" }).tap();
  await rep.getByRole("button", { name: "放大 dock.png" }).waitFor();
  await look(rep, "rep-week-photo");
  const withPhoto = rep.url();

  // What was done yesterday.
  await newEntry(rep);
  await pill(rep, "类型", "内勤").tap();
  await rep.getByLabel("工作内容").tap();
  await rep.keyboard.type("整理投标文件");
  await rep.getByRole("button", { name: "昨天" }).tap();
  await rep.getByRole("button", { name: "保存" }).tap();
  await rep.waitForURL(/\/work-logs\/[0-9a-f-]{36}/);
  await rep.getByText("整理投标文件").waitFor();
  expect((await logsOf(rep, made)).find(({ content }) => content === "整理投标文件")?.work_date).toBe(companyDay(-1));
  await rep.getByRole("link", { name: "我的一周" }).tap();
  await rep
    .locator(`[data-day="${companyDay(-1)}"]`)
    .getByText("整理投标文件")
    .waitFor();
  await look(rep, "rep-week-yesterday");

  // Once the window has passed an entry is put right beside it, not over it.
  const key = "/variables/work_log.edit_window_hours";
  await call(admin, "PUT", key, { value: 0 });
  try {
    await rep.goto(withPhoto);
    await rep.getByRole("button", { name: "添加更正" }).tap();
    await rep.getByRole("form", { name: "添加更正" }).getByRole("button", { name: "保存" }).tap();
    await rep.getByText("请填写此项").waitFor();
    await rep.getByLabel("更正说明").fill("是电话会，不在现场");
    await pill(rep, "类型", "电话").tap();
    await look(rep, "rep-week-correction-form");
    await rep.getByRole("form", { name: "添加更正" }).getByRole("button", { name: "保存" }).tap();
    await rep.getByRole("form", { name: "添加更正" }).waitFor({ state: "detached" });
    await rep.getByRole("heading", { level: 1, name: `电话 · ${name}` }).waitFor();
    await rep.getByText("是电话会，不在现场").waitFor();
    await rep.getByText("现场会，定下柜体位置").waitFor();
    expect(await rep.getByRole("button", { name: "修改", exact: true }).count()).toBe(0);
  } finally {
    await call(admin, "PUT", key, { value: 48 });
  }

  // What the superior says is seen where one is told of it, and answered.
  const id = new URL(withPhoto).pathname.split("/").at(-1);
  await call(manager, "POST", `/work-logs/${id}/comments`, { text: "下次请让设计院一起听" });
  await rep.goto("/notifications");
  await rep
    .getByRole("link", { name: /下次请让设计院一起听/ })
    .first()
    .tap();
  const comments = rep.getByRole("region", { name: "评论" });
  await comments.getByText("下次请让设计院一起听").waitFor();
  await comments.getByLabel("评论").tap();
  await rep.keyboard.type("好，已约周四");
  await comments.getByRole("button", { name: "发送" }).tap();
  await comments.getByRole("listitem").filter({ hasText: "好，已约周四" }).waitFor();
  await look(rep, "rep-week-comment");
  expect((await call<Log>(manager, "GET", `/work-logs/${id}`)).comments).toBe(2);

  // Money for a project, from the project.
  await rep.goto(`/customers/${customer.id}`);
  await rep.getByRole("link", { name: /^项目/ }).tap();
  await rep
    .getByRole("link", { name: /船坞配电改造/ })
    .first()
    .tap();
  await rep.getByRole("heading", { level: 1, name: "船坞配电改造" }).waitFor();
  await look(rep, "rep-week-project");
  await rep.getByRole("link", { name: "新建费用申请" }).tap();
  await rep.getByLabel("金额").waitFor();
  await rep.locator("input[type=file][capture=environment]").setInputFiles({ ...receipt, name: "taxi.png" });
  await rep.getByLabel("金额").fill(newAmount());
  await pill(rep, "类别", "差旅").tap();
  await rep.getByRole("button", { name: "今天" }).tap();
  expect(await rep.getByLabel("项目").first().inputValue()).toContain("船坞配电改造");
  await rep.getByLabel("用途").fill("去船坞的车费");
  await rep
    .getByRole("link", { name: "taxi.png" })
    .or(rep.getByRole("button", { name: /taxi\.png/ }))
    .first()
    .waitFor();
  await look(rep, "rep-week-expense-form");
  await rep.getByRole("button", { name: "提交" }).tap();
  await rep.locator("[data-status=in_review]").first().waitFor();
  await look(rep, "rep-week-expense");

  // All of it stands in the customer's timeline, and a note joins it.
  await rep.goto(`/customers/${customer.id}`);
  const timeline = rep.getByRole("region", { name: "客户跟踪" });
  await timeline
    .getByText(/看了船坞/)
    .first()
    .waitFor();
  await timeline.getByText(/提交/).first().waitFor();
  await rep.getByRole("button", { name: "添加备注" }).first().tap();
  await rep.getByLabel("备注").fill("总工下月换人");
  await rep.getByRole("button", { name: "保存备注" }).tap();
  await timeline.getByText("总工下月换人").waitFor();
  await look(rep, "rep-week-timeline");
});
