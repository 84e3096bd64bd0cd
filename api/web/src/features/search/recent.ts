import type { Found } from "./queries";

const most = 8;
const place = (userId: string) => `search.recent.${userId}`;

/** What somebody opened from the search on this device, the last first. */
export function recentOf(userId: string): Found[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place(userId)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.id === "string" && typeof one.title === "string") : [];
  } catch {
    return [];
  }
}

export function keepRecent(userId: string, opened: Found) {
  const all = [opened, ...recentOf(userId).filter((one) => one.id !== opened.id)].slice(0, most);
  try {
    localStorage.setItem(place(userId), JSON.stringify(all));
  } catch {
    // The search works without it.
  }
}
