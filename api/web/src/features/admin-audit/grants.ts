interface Grant {
  action: string;
  scope: string;
}

const isList = (value: unknown): value is Grant[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => typeof one === "object" && one !== null && "action" in one && "scope" in one);

/** Whether a change is one of permissions; either side may have none. */
export const isGrants = (before: unknown, after: unknown) => isList(before) || isList(after);

/** The permissions whose scope has changed; none is the empty text. */
export function grantParts(before: unknown, after: unknown) {
  const was = new Map((isList(before) ? before : []).map(({ action, scope }) => [action, scope]));
  const is = new Map((isList(after) ? after : []).map(({ action, scope }) => [action, scope]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((action) => ({ action, before: was.get(action) ?? "", after: is.get(action) ?? "" }))
    .filter((part) => part.before !== part.after);
}
