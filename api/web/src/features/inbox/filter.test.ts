import { expect, it } from "vitest";
import { boxSearch, filterOf } from "./filter";

const customer = "0199f6a2-3c1e-7aa1-8f00-5b8f3a1c2d4e";
const read = (address: string) => filterOf(new URLSearchParams(address)).filter;

it("the address says what the box is narrowed to", () => {
  expect(
    read(`kind=expense_request&step=gm_signoff&overdue=true&customer_id=${customer}&amount_min=1000&amount_max=5000.50&q=E-2`),
  ).toEqual({
    box: "inbox",
    sort: "due_at",
    kind: "expense_request",
    step: "gm_signoff",
    overdue: true,
    customer_id: customer,
    amount_min: "1000",
    amount_max: "5000.50",
    q: "E-2",
  });
});

it("what the server would refuse is not asked", () => {
  const asked = read("box=all&sort=name&kind=x&step=y&overdue=yes&customer_id=1&requester_id=..&amount_min=1e3&amount_max=-5&q=");
  expect(JSON.parse(JSON.stringify(asked))).toEqual({ box: "inbox", sort: "due_at" });
});

it("another box is looked through for the same, in its own order", () => {
  const params = new URLSearchParams(`sort=amount&kind=expense_request&requester_id=${customer}`);
  expect(boxSearch(params, "done")).toBe(`?kind=expense_request&requester_id=${customer}&box=done`);
  expect(boxSearch(params, "requested")).toBe("?kind=expense_request&box=requested");
  expect(boxSearch(new URLSearchParams("box=done&sort=amount"), "inbox")).toBe("");
});
