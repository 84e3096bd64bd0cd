import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useFormats } from "@/i18n/format";
import { Notice } from "@/kit/Notice";
import type { Bars } from "./bars";
import styles from "./reports.module.css";
import { useReport } from "./useReport";
import { useScheme } from "./useScheme";

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The bars above the table; what draws them is loaded after the page has been painted. */
export function Chart({ bars }: { bars: Bars | null }) {
  const { t } = useTranslation();
  const { compact } = useFormats();
  const navigate = useNavigate();
  const { place } = useReport();
  const scheme = useScheme();
  const element = useRef<HTMLDivElement>(null);
  const drawn = useRef<ReturnType<typeof import("./draw")["draw"]> | null>(null);
  const [failed, setFailed] = useState(false);
  const [ready, setReady] = useState(false);
  const [at, setAt] = useState(0);
  const pick = (index: number) => {
    const to = bars && place(bars.about, bars.keys[index] ?? "");
    if (to) navigate(to);
  };
  const latest = useRef({ pick, compact });
  latest.current = { pick, compact };
  // What is drawn is told by its text: the same numbers are not drawn again.
  const picture = JSON.stringify([bars, scheme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: picture stands for the bars and the scheme.
  useEffect(() => {
    let gone = false;
    if (!bars || bars.keys.length === 0) return;
    setFailed(false);
    setAt(0);
    import("./draw").then(
      ({ draw }) => {
        if (gone || !element.current) return;
        drawn.current = draw(element.current, bars, {
          short: (value) => latest.current.compact(value),
          onPick: (index) => latest.current.pick(index),
        });
        setReady(true);
      },
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
      drawn.current?.end();
      drawn.current = null;
    };
  }, [picture]);
  const last = (bars?.keys.length ?? 1) - 1;
  const go = (index: number) => {
    const next = Math.max(0, Math.min(last, index));
    setAt(next);
    drawn.current?.show(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step) go(at + step);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(last);
    else if (event.key === "Enter") pick(at);
    else return;
    event.preventDefault();
  };
  const read = bars ? [bars.labels[at], ...bars.series.map((series) => `${series.label} ${series.texts[at] ?? ""}`)].join(", ") : "";
  if (failed) return <Notice>{t("reports.chart.failed")}</Notice>;
  return (
    <div
      className={styles.chart}
      role="slider"
      tabIndex={0}
      aria-label={t("reports.chart.label")}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={at}
      aria-valuetext={read}
      aria-busy={!ready}
      onKeyDown={onKeyDown}
      onFocus={(event) => event.currentTarget.matches(":focus-visible") && go(at)}
      onBlur={() => drawn.current?.hide()}
    >
      {!ready && <div className={styles.coming} aria-hidden="true" />}
      <div className={styles.canvas} ref={element} />
    </div>
  );
}
