/** Sums and comparisons of decimal strings, in BigInt units of 1/10000: never a float. */
const places = 4;
const unit = 10n ** BigInt(places);

export function toUnits(amount: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!match) return 0n;
  const [, sign, whole = "0", part = ""] = match;
  const value = BigInt(whole) * unit + BigInt(part.padEnd(places, "0").slice(0, places));
  return sign ? -value : value;
}

export function fromUnits(units: bigint): string {
  const negative = units < 0n;
  const value = negative ? -units : units;
  const part = (value % unit)
    .toString()
    .padStart(places, "0")
    .replace(/0{1,2}$/, "");
  return `${negative ? "-" : ""}${value / unit}.${part.padEnd(2, "0")}`;
}

export const add = (...amounts: string[]) => fromUnits(amounts.reduce((sum, amount) => sum + toUnits(amount), 0n));
export const subtract = (from: string, amount: string) => fromUnits(toUnits(from) - toUnits(amount));
export const compare = (a: string, b: string) => (toUnits(a) < toUnits(b) ? -1 : toUnits(a) > toUnits(b) ? 1 : 0);

/** The part of a whole between 0 and 1, for a bar's width only. */
export function share(part: string, whole: string): number {
  const all = toUnits(whole);
  return all <= 0n ? 0 : Math.max(0, Math.min(1, Number((toUnits(part) * 10_000n) / all) / 10_000));
}

const typing = /^\d*(\.\d*)?$/;

/**
 * What a person typed as an amount: full-width digits, signs and separators of
 * thousands are understood. What is no amount stays as it was typed, to be
 * refused: guessing would pay another amount than the one that was meant.
 */
export function readAmount(typed: string): string {
  const plain = typed
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．。]/g, ".")
    .replace(/，/g, ",")
    .replace(/[¥￥\s]/g, "");
  const [whole = "", ...part] = plain.split(".");
  const amount = [whole.replace(/,/g, ""), ...part].join(".");
  return typing.test(amount) ? amount : typed;
}

/** Whether a text is an amount above zero. */
export const isAmount = (text: string) => /^\d+(\.\d+)?$/.test(text) && toUnits(text) > 0n;

/** The amount with separators of thousands, keeping what is still being typed. */
export function groupAmount(amount: string): string {
  if (!typing.test(amount)) return amount;
  const [whole = "", ...rest] = amount.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return rest.length ? `${grouped}.${rest.join("")}` : grouped;
}

const figures = "零壹贰叁肆伍陆柒捌玖";
const tens = ["", "拾", "佰", "仟"];
const groups = ["", "万", "亿", "万亿"];

/** The amount in Chinese capital figures, as vouchers carry it: 壹仟贰佰捌拾元伍角整. */
export function inCapitals(amount: string): string {
  const units = toUnits(amount);
  const cents = (units < 0n ? -units : units) / 100n;
  const whole = (cents / 100n).toString();
  if (whole.length > 16) return "";
  let text = "";
  let zero = false;
  for (let i = 0; i < whole.length; i++) {
    const digit = Number(whole[i]);
    const place = whole.length - 1 - i;
    if (digit === 0) zero = true;
    else {
      if (zero && text) text += "零";
      zero = false;
      text += figures.charAt(digit) + tens[place % 4];
    }
    const groupHasDigit = Number(whole.slice(Math.max(0, i - 3), i + 1)) > 0;
    if (place % 4 === 0 && place > 0 && groupHasDigit) text += groups[place / 4];
  }
  const jiao = Number((cents / 10n) % 10n);
  const fen = Number(cents % 10n);
  const head = text ? `${text}元` : "";
  if (!jiao && !fen) return `${head || "零元"}整`;
  const part = (jiao ? `${figures.charAt(jiao)}角` : head ? "零" : "") + (fen ? `${figures.charAt(fen)}分` : "整");
  return `${units < 0n ? "负" : ""}${head}${part}`;
}
