import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useKeys } from "@/kit/useKeys";
import { pageOf, type Row } from "./rows";

interface Props {
  rows: Row[];
  toggle: (id: string) => void;
  show: (index: number) => void;
}

/** Moves through a timeline by keys; gives the row that one is at. */
export function useTimelineKeys({ rows, toggle, show }: Props): string | undefined {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [at, setAt] = useState<string>();
  const group = t("timeline.title");
  const move = (step: 1 | -1) => {
    let i = rows.findIndex((row) => row.key === at);
    if (i < 0 && step < 0) return;
    do i += step;
    while (rows[i]?.type === "day");
    const row = rows[i];
    if (!row) return;
    setAt(row.key);
    show(i);
  };
  const row = rows.find((one) => one.key === at);
  useKeys([
    { keys: "j", label: t("timeline.keys.down"), group, run: () => move(1) },
    { keys: "k", label: t("timeline.keys.up"), group, run: () => move(-1) },
    { keys: "o", label: t("timeline.keys.open"), group, run: () => row && toggle(row.key) },
  ]);
  const page = row?.type === "event" ? pageOf(row.event) : undefined;
  useKeys([{ keys: "Enter", label: t("timeline.keys.follow"), group, run: () => page && navigate(page) }], !!page);
  return at;
}
