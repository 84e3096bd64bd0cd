import { useTranslation } from "react-i18next";

export const attitudes = ["for", "neutral", "against", "unknown"] as const;
export type Attitude = (typeof attitudes)[number];

/** An attitude is written freely; the usual words of both languages are understood. */
export function useAttitude() {
  const { t } = useTranslation();
  const words = (attitude: Exclude<Attitude, "unknown">) => t(`customers.attitude.words.${attitude}`).split(" ");
  return (written: string): Attitude => {
    const text = written.trim().toLowerCase();
    if (!text) return "unknown";
    // "Not for it" is told by its own words, which come first.
    const order = ["against", "neutral", "for"] as const;
    return order.find((attitude) => words(attitude).some((word) => text.includes(word))) ?? "unknown";
  };
}
