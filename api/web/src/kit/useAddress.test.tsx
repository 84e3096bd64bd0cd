import { act } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { expect, it } from "vitest";
import { useAddress } from "./useAddress";

let now: ReturnType<typeof useAddress>;

function Probe() {
  now = useAddress();
  return null;
}

it("what is set one right after the other stands in the address, and what is taken back does not", () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  window.history.replaceState(null, "", "/inbox/1?box=done");
  const root = createRoot(document.createElement("div"));
  act(() =>
    root.render(
      <BrowserRouter>
        <Probe />
      </BrowserRouter>,
    ),
  );
  act(() => {
    now.set("kind", "expense_request");
    now.set("step", "gm_signoff");
    now.set("box", null);
  });
  expect(window.location.pathname + window.location.search).toBe("/inbox/1?kind=expense_request&step=gm_signoff");
  expect(now.params.toString()).toBe("kind=expense_request&step=gm_signoff");
  act(() => root.unmount());
});
