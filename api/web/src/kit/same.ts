/** Whether two values are the same; fields that are undefined are not there. */
export const sameValue = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => sameValue(one, b[i]));
  if (!a || !b || typeof a !== "object" || typeof b !== "object") return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => sameValue((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]));
};
