import { useParams } from "react-router";
import { useMe } from "@/api/me";
import { useAddress } from "@/kit/useAddress";
import type { ReportFilter, ReportName } from "./queries";
import { type FilterName, placeOf, reportsOf, shapes } from "./reports";

export type Narrowing = FilterName | "from" | "to";

/** Which report the address asks for, and what it is narrowed by; null for none that there is. */
export function useReport() {
  const names = reportsOf(useMe());
  const asked = useParams().name;
  const { params, set, change } = useAddress();
  const name: ReportName = names.find((one) => one === asked) ?? names[0] ?? "approval-times";
  const shape = shapes[name];
  const days = shape.days ? (["from", "to"] as const) : [];
  const narrowing: Narrowing[] = [...days, ...shape.filters];
  const narrowed = narrowing.filter((one) => params.get(one));
  const by = shape.by.find((one) => one === params.get("by"));
  const filter: ReportFilter = {
    ...(by && { by }),
    ...Object.fromEntries(narrowed.map((one) => [one, params.get(one) ?? ""])),
  };
  return {
    known: names.some((one) => one === asked),
    names,
    name,
    shape,
    by: by ?? shape.by[0],
    filter,
    narrowed,
    board: name === "pipeline" && params.get("view") === "board",
    currency: params.get("currency"),
    set,
    change,
    /** Where a row leads. */
    place: (about: string, key: string) => placeOf(name, about, key, params),
    clear: () =>
      change((next) => {
        for (const one of narrowing) next.delete(one);
      }),
  };
}
