// @vitest-environment node
import "fake-indexeddb/auto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Item, Step } from "./item";

// What a page has and Node has not: a window, and an address that paths belong to.
const page = vi.hoisted(() => {
  const page = { base: "" };
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("navigator", { language: "en" });
  vi.stubGlobal(
    "Request",
    class extends Request {
      constructor(input: string | URL | Request, init?: RequestInit) {
        super(typeof input === "string" ? page.base + input : input, init);
      }
    },
  );
  return page;
});

import { newKey } from "@/api/client";
import { tryNow } from "@/api/reach";
import { opened } from "./db";
import { filesOf, keepFiles } from "./files";
import { itemsOf, openOutbox, putIntoOutbox } from "./outbox";
import { discard, leaveFileOut, sendAgain, takeOut } from "./outboxActs";
import { sendAll } from "./send";
import { holds } from "./steps";

interface Call {
  method: string;
  path: string;
  key: string | undefined;
  body: string;
}

type Said = { status: number; body: object };

/** What the server was asked, and what it says to each path; where it says nothing, the line breaks. */
let calls: Call[] = [];
let says: Record<string, () => Said | undefined>;
let server: Server;
let user = "";
let end: AbortController;
let arrived: Item[] = [];

const json = (status: number, body: object): Said => ({ status, body });
const refusal = (status: number) => json(status, { code: "invalid", detail: "No" });

async function read(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += part;
  return text;
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const path = (request.url ?? "").replace("/api/v1", "");
    const body = await read(request);
    if (path !== "/me") calls.push({ method: request.method ?? "", path, key: request.headers["idempotency-key"] as string, body });
    const said = says[path]?.();
    if (!said) return void request.socket.destroy();
    response.writeHead(said.status, { "Content-Type": "application/json" }).end(JSON.stringify(said.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  page.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  user = newKey();
  calls = [];
  arrived = [];
  says = { "/me": () => json(200, { user: { id: user } }) };
  end = new AbortController();
  await openOutbox(user);
});
afterEach(() => end.abort());

const start = () => void sendAll(user, (item) => arrived.push(item), end.signal);
const step = (part: Partial<Step>): Step => ({ does: "create", method: "POST", path: "/things", key: newKey(), ...part });
const put = (steps: Step[], part: Partial<Item> = {}, filesFrom?: string) =>
  putIntoOutbox({ user, kind: "note", title: "", subject: newKey(), steps, form: null, ...part }, filesFrom);
const left = () => itemsOf(user);
const paths = () => calls.map((call) => call.path);

it("takes the steps of an item in order, with what the first one made", async () => {
  await keepFiles("form", "receipt", [new File(["red"], "a.png", { type: "image/png" })]);
  const [file] = await filesOf("form");
  if (!file) throw new Error("the file is not kept");
  says["/things"] = () => json(201, { id: "t1", version: 1 });
  says["/things/t1"] = () => json(200, { id: "t1", version: 2 });
  says["/things/t1/files"] = () => json(201, { id: "f1" });
  says["/things/t1/submit"] = () => json(200, { id: "t1", version: 3 });
  const steps = [
    step({}),
    step({ does: "edit", method: "PATCH", path: "/things/{id}", body: { purpose: "Train" } }),
    step({ does: "file", path: "/things/{id}/files", key: file.key, file: { id: file.id, name: "a.png", purpose: "receipt" } }),
    step({ does: "submit", path: "/things/{id}/submit" }),
  ];
  const item = await put(steps, {}, "form");
  expect(await filesOf("form")).toEqual([]);
  start();
  await expect.poll(() => arrived.length).toBe(1);
  expect(paths()).toEqual(["/things", "/things/t1", "/things/t1/files", "/things/t1/submit"]);
  expect(calls.map((call) => call.key)).toEqual([steps[0]?.key, undefined, file.key, steps[3]?.key]);
  expect(JSON.parse(calls[1]?.body ?? "")).toEqual({ version: 1, purpose: "Train" });
  expect(await left()).toEqual([]);
  expect(await filesOf(item.id)).toEqual([]);
});

it("a lost answer and a closed tab repeat the same call and no other", async () => {
  let lost = true;
  says["/things"] = () => json(201, { id: "t1", version: 1 });
  says["/things/t1/submit"] = () => (lost ? undefined : json(200, { id: "t1" }));
  const steps = [step({}), step({ does: "submit", path: "/things/{id}/submit" })];
  const item = await put(steps);
  start();
  await expect.poll(async () => (await left())[0]?.steps[0]?.done).toBe(true);
  await expect.poll(async () => (await left())[0]?.state).toBe("waiting");
  end.abort();
  // The tab was closed in the middle of the call.
  await (await opened).put("items", { ...((await left())[0] ?? item), state: "sending" });
  lost = false;
  end = new AbortController();
  start();
  await expect.poll(() => arrived.length).toBe(1);
  expect(paths()).toEqual(["/things", "/things/t1/submit", "/things/t1/submit"]);
  expect(new Set(calls.slice(1).map((call) => call.key))).toEqual(new Set([steps[1]?.key]));
});

it("what the server refuses waits for the person and holds up nobody", async () => {
  says["/refused"] = () => refusal(422);
  says["/things"] = () => json(201, { id: "t1" });
  const subject = newKey();
  const refused = await put([step({ path: "/refused" })], { subject });
  await put([step({})], { subject });
  start();
  await expect.poll(() => arrived.length).toBe(1);
  expect((await left()).map(({ id, state, problem }) => [id, state, problem?.detail])).toEqual([[refused.id, "needs-you", "No"]]);
  says["/refused"] = () => json(201, { id: "t2" });
  await sendAgain(refused.id);
  await expect.poll(() => arrived.length).toBe(2);
});

it("without a network all waits, and goes in order once there is one", async () => {
  const answer = says["/me"];
  says["/me"] = () => undefined;
  const subject = newKey();
  for (const path of ["/first", "/second"]) {
    says[path] = () => json(201, { id: path });
    await put([step({ path })], { subject });
  }
  start();
  await expect.poll(async () => (await left()).map((item) => item.state)).toEqual(["waiting", "waiting"]);
  expect(calls).toEqual([]);
  if (answer) says["/me"] = answer;
  await expect
    .poll(() => {
      tryNow();
      return arrived.length;
    })
    .toBe(2);
  expect(paths()).toEqual(["/first", "/second"]);
});

it("is not sent as somebody else", async () => {
  let asked = 0;
  says["/me"] = () => {
    asked++;
    return json(200, { user: { id: "another" } });
  };
  await put([step({})]);
  start();
  await expect.poll(() => asked).toBe(1);
  expect(calls).toEqual([]);
  expect((await left())[0]?.state).toBe("waiting");
});

it("an old one asks, and goes if it is wanted", async () => {
  says["/things"] = () => json(201, { id: "t1" });
  end.abort();
  const item = await put([step({})]);
  await (await opened).put("items", { ...item, at: Date.now() - 26 * 24 * 60 * 60_000 });
  end = new AbortController();
  start();
  await expect.poll(async () => (await left())[0]?.why).toBe("old");
  expect(calls).toEqual([]);
  await sendAgain(item.id);
  await expect.poll(() => arrived.length).toBe(1);
});

it("goes on without a refused file, and what is taken out or discarded is gone", async () => {
  says["/things/t1/files"] = () => refusal(415);
  says["/things/t1/submit"] = () => json(200, { id: "t1" });
  await keepFiles("other", "receipt", [new File(["x"], "x.exe")]);
  const [file] = await filesOf("other");
  if (!file) throw new Error("the file is not kept");
  const steps = [
    step({ does: "file", path: "/things/{id}/files", key: file.key, file: { id: file.id, name: "x.exe" } }),
    step({ does: "submit", path: "/things/{id}/submit" }),
  ];
  const item = await put(steps, { made: { id: "t1" } }, "other");
  start();
  await expect.poll(async () => (await left())[0]?.state).toBe("needs-you");
  await leaveFileOut(item.id);
  await expect.poll(() => arrived.length).toBe(1);
  expect(await filesOf(item.id)).toEqual([]);
  end.abort();
  const [taken, thrown] = [await put([step({})]), await put([step({})])];
  expect((await takeOut(taken.id))?.id).toBe(taken.id);
  await discard(thrown.id);
  expect(await left()).toEqual([]);
});

it("an edit that is there already is known by what the server has", () => {
  const has = { purpose: "Train", amount: { amount: "12.50", currency: "CNY" } };
  expect(holds(has, { purpose: "Train ", amount: { amount: "12.5", currency: "CNY" } })).toBe(true);
  expect(holds(has, { amount: { amount: "125", currency: "CNY" } })).toBe(false);
  expect(holds(has, { amount: { amount: "12.50", currency: "USD" } })).toBe(false);
});
