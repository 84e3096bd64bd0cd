import { type KeyboardEvent, useRef, useState } from "react";
import type { Calendar } from "@/features/admin-variables/public";
import { companyDay } from "@/i18n/format";
import { addDays, addMonths, between, likelyName, nextKind, stateOf, withDays } from "./calendar";

interface Options {
  calendar: Calendar;
  year: string;
  onYear: (year: string) => void;
  onChange: (calendar: Calendar) => void;
}

const steps: Record<string, (date: string) => string> = {
  ArrowLeft: (date) => addDays(date, -1),
  ArrowRight: (date) => addDays(date, 1),
  ArrowUp: (date) => addDays(date, -7),
  ArrowDown: (date) => addDays(date, 7),
  PageUp: (date) => addMonths(date, -1),
  PageDown: (date) => addMonths(date, 1),
};

/** The day that the keys are on, and those that are chosen with it. */
export function useDays({ calendar, year, onYear, onChange }: Options) {
  const today = companyDay();
  const [chosen, setChosen] = useState<{ from: string; to: string } | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const inYear = chosen?.to.startsWith(year) ? chosen.to : null;
  const current = inYear ?? (today.startsWith(year) ? today : `${year}-01-01`);
  const days = chosen ? between(chosen.from, chosen.to) : [];

  const choose = (date: string, more = false) => setChosen(more && chosen ? { from: chosen.from, to: date } : { from: date, to: date });

  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      const to = step(current);
      if (!chosen && event.shiftKey) setChosen({ from: current, to });
      else choose(to, event.shiftKey);
      if (!to.startsWith(year)) onYear(to.slice(0, 4));
      window.requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-date="${to}"]`)?.focus());
    } else if (event.key === " ") {
      event.preventDefault();
      const dates = days.length > 0 ? days : [current];
      if (days.length === 0) choose(current);
      const kind = nextKind(stateOf(calendar, current).kind);
      onChange(withDays(calendar, dates, { kind, name: likelyName(calendar, dates, kind) }));
    }
  }
  return { today, current, days, grid, choose, press, clear: () => setChosen(null) };
}
