import { useTranslation } from "react-i18next";
import type { Language } from ".";
import { zoneOfCompany } from "./zone";

export type Money = { amount: string; currency: string };

const made = new Map<string, unknown>();

/** A format that is made once: making one is slow, and freeing thousands of them stops the page. */
function once<T>(kind: string, language: string, options: object, make: () => T): T {
  const key = `${kind} ${language} ${JSON.stringify(options)}`;
  const known = made.get(key) as T | undefined;
  if (known) return known;
  const format = make();
  made.set(key, format);
  return format;
}

const numbers = (language: string, options: Intl.NumberFormatOptions = {}) =>
  once("number", language, options, () => new Intl.NumberFormat(language, options));
const dates = (language: string, options: Intl.DateTimeFormatOptions) =>
  once("date", language, options, () => new Intl.DateTimeFormat(language, options));

const signs: Record<string, string> = { CNY: "¥" };

/** An amount as people write it: the sign for the house currency, the code for others. */
export function formatMoney(language: Language, money: Money | null | undefined, digits: "always" | "auto" = "always"): string {
  if (!money) return "";
  const whole = digits === "auto" && /^-?\d+(\.0+)?$/.test(money.amount);
  // The format takes the decimal string itself; a float would round it.
  const text = numbers(language, {
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: whole ? 0 : 4,
  }).format(money.amount as unknown as number);
  const sign = signs[money.currency];
  return sign ? text.replace(/^(-?)/, `$1${sign}`) : `${text} ${money.currency}`;
}

/** The day of a moment in a time zone, as YYYY-MM-DD. */
export function dayIn(zone: string, at: Date): string {
  return dates("sv-SE", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

export const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Today in the company's time zone, moved by some days. */
export function companyDay(shift = 0): string {
  return dayIn(zoneOfCompany(), new Date(Date.now() + shift * 86_400_000));
}

/** The company's day on which a moment falls. */
export const companyDayOf = (at: string): string => dayIn(zoneOfCompany(), new Date(at));

const plainDay = (language: Language, date: string, options: Intl.DateTimeFormatOptions) =>
  dates(language, { timeZone: "UTC", ...options }).format(new Date(`${date}T12:00:00Z`));

const known = new Map<string, ReturnType<typeof formatsOf>>();

/** The formats of a language in the company's time zone. */
function formats(language: Language) {
  const key = `${language} ${zoneOfCompany()}`;
  const before = known.get(key);
  if (before) return before;
  const found = formatsOf(language, zoneOfCompany());
  known.set(key, found);
  return found;
}

function formatsOf(language: Language, zone: string) {
  const time = dates(language, { timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false });
  const weekday = dates(language, { timeZone: zone, weekday: "short" });
  const day = dates(language, { timeZone: zone, day: "numeric", month: "short" });
  const dayYear = dates(language, { timeZone: zone, day: "numeric", month: "short", year: "numeric" });
  const exact = dates(language, { timeZone: zone, dateStyle: "full", timeStyle: "medium" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const longDay = dates(language, { timeZone: zone, weekday: "short", day: "numeric", month: "short" });
  return {
    money: (money: Money | null | undefined) => formatMoney(language, money),
    moneyShort: (money: Money | null | undefined) => formatMoney(language, money, "auto"),
    /** "Thu 18:20" within a week, "today 18:20", else the day. */
    moment: (iso: string, now = new Date()) => {
      const at = new Date(iso);
      const distance = daysBetween(dayIn(zone, now), dayIn(zone, at));
      if (distance === 0 || distance === -1 || distance === 1) return `${relative.format(distance, "day")} ${time.format(at)}`;
      if (Math.abs(distance) < 7) return `${weekday.format(at)} ${time.format(at)}`;
      return dayIn(zone, at).slice(0, 4) === dayIn(zone, now).slice(0, 4) ? `${day.format(at)} ${time.format(at)}` : dayYear.format(at);
    },
    exact: (iso: string) => exact.format(new Date(iso)),
    /** A calendar day, which has no time zone. */
    day: (date: string) => {
      const at = new Date(`${date}T12:00:00Z`);
      const plain = dates(language, { timeZone: "UTC", weekday: "short" });
      return language === "en" ? `${plain.format(at)} ${date}` : `${date}（${plain.format(at)}）`;
    },
    /** Today, yesterday, tomorrow. */
    relativeDay: (distance: number) => relative.format(distance, "day"),
    /** Parts of a calendar day. */
    weekday: (date: string, width: "narrow" | "short" | "long" = "short") => plainDay(language, date, { weekday: width }),
    dayMonth: (date: string) => plainDay(language, date, { day: "numeric", month: "short" }),
    month: (month: string) => plainDay(language, `${month}-01`, { month: "long", year: "numeric" }),
    /** A calendar day in full, as it is read aloud. */
    wholeDay: (date: string) => plainDay(language, date, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    monthName: (month: string) => plainDay(language, `${month}-01`, { month: "long" }),
    today: () => longDay.format(new Date()),
    time: (at: Date) => time.format(at),
    size: (bytes: number) => {
      const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
      let value = bytes;
      let unit = 0;
      while (value >= 1000 && unit < units.length - 1) {
        value /= 1000;
        unit++;
      }
      return numbers(language, {
        style: "unit",
        unit: units[unit],
        unitDisplay: unit ? "short" : "long",
        maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
      }).format(value);
    },
    /** About how much, as it stands at an axis. */
    compact: (value: number) => numbers(language, { notation: "compact", maximumFractionDigits: 1 }).format(value),
    /** A decimal number with the places that it came with. */
    decimal: (text: string) => {
      const places = text.split(".")[1]?.length ?? 0;
      return numbers(language, { minimumFractionDigits: places, maximumFractionDigits: places }).format(text as unknown as number);
    },
    number: (value: number) => numbers(language).format(value),
    percent: (part: number) => numbers(language, { style: "percent", maximumFractionDigits: 1 }).format(part),
  };
}

/** The formats of the page's language. */
export function useFormats() {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === "en" ? "en" : "zh-CN";
  return formats(language);
}
