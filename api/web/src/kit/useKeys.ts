import { useEffect, useRef, useSyncExternalStore } from "react";
import { isComposing } from "./composing";

/** One key, or a sequence such as "g i"; "mod+Enter" is Ctrl or ⌘ with Enter. */
export interface Key {
  keys: string | string[];
  /** What it does, for the list of keys; a key without words is not listed. */
  label?: string;
  group?: string;
  run: (event: KeyboardEvent) => void;
  /** Works in fields too. */
  inFields?: boolean;
}

let entries: Key[][] = [];
let listed: Key[] = [];
let prefix = "";
let prefixTimer = 0;
let on = readSwitch();
const watchers = new Set<() => void>();

function readSwitch() {
  try {
    return localStorage.getItem("keys") !== "off";
  } catch {
    return true;
  }
}

function changed() {
  listed = entries.flat().filter((key) => key.label);
  for (const watch of watchers) watch();
}

/** Single keys can be switched off (WCAG 2.1.4). */
export function switchKeys(value: boolean) {
  on = value;
  try {
    localStorage.setItem("keys", value ? "on" : "off");
  } catch {
    // The choice then holds until the page is closed.
  }
}

const subscribe = (watch: () => void) => {
  watchers.add(watch);
  return () => {
    watchers.delete(watch);
  };
};

/** The keys that this screen knows. */
export const useListedKeys = () => useSyncExternalStore(subscribe, () => listed);

/** The key's name; where an input method sends another, the place on the keyboard decides. */
function nameOf(event: KeyboardEvent): string {
  const latin = /^[\x20-\x7e]$/.test(event.key);
  let name = event.key;
  if (name.length === 1 && !latin && event.code.startsWith("Key")) name = event.code.slice(3).toLowerCase();
  if (name === "Process" && event.code.startsWith("Key")) name = event.code.slice(3).toLowerCase();
  if (!latin && event.code === "Slash" && (event.key.length === 1 || event.key === "Process")) name = event.shiftKey ? "?" : "/";
  if (name.length === 1) name = name.toLowerCase();
  const shift = event.shiftKey && /^[a-z]$/.test(name) ? "shift+" : "";
  return `${event.ctrlKey || event.metaKey ? "mod+" : ""}${shift}${name}`;
}

const editable = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && !isTick(target);
const isTick = (target: HTMLElement) => target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type);
const inDialog = (target: EventTarget | null) =>
  target instanceof Element && target.closest("[role=dialog],[role=menu],[role=listbox]") !== null;

function handle(event: KeyboardEvent) {
  if (event.defaultPrevented || event.altKey || (isComposing(event) && (event.isComposing || editable(event.target)))) return;
  const name = nameOf(event);
  const field = editable(event.target);
  const dialog = inDialog(event.target) || document.querySelector("[role=dialog]") !== null;
  const wanted = prefix ? `${prefix} ${name}` : name;
  // The newest screen wins where two know the same key.
  for (const key of entries.toReversed().flat()) {
    const names = Array.isArray(key.keys) ? key.keys : [key.keys];
    if (!names.includes(wanted)) continue;
    if ((field || dialog) && !key.inFields) continue;
    if (!on && !name.includes("mod+")) continue;
    event.preventDefault();
    setPrefix("");
    key.run(event);
    return;
  }
  const begins =
    !field && !dialog && on && !prefix && entries.flat().some((key) => [key.keys].flat().some((keys) => keys.startsWith(`${name} `)));
  setPrefix(begins ? name : "");
}

function setPrefix(value: string) {
  window.clearTimeout(prefixTimer);
  prefix = value;
  if (value) prefixTimer = window.setTimeout(() => setPrefix(""), 1500);
}

if (typeof window !== "undefined") window.addEventListener("keydown", handle);

/** Registers keys while a component is there and enabled. */
export function useKeys(keys: Key[], enabled = true) {
  const latest = useRef(keys);
  latest.current = keys;
  const signature = keys.map((key) => `${[key.keys].flat().join(",")}:${key.label ?? ""}`).join("|");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the keys.
  useEffect(() => {
    if (!enabled) return;
    const own = latest.current.map((key, i) => ({ ...key, run: (event: KeyboardEvent) => latest.current[i]?.run(event) }));
    entries = [...entries, own];
    changed();
    return () => {
      entries = entries.filter((entry) => entry !== own);
      changed();
    };
  }, [signature, enabled]);
}
