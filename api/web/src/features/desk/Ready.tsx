import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/options";
import { companyDay, useFormats } from "@/i18n/format";
import { EmptyState } from "@/kit/EmptyState";
import { Kbd } from "@/kit/Kbd";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import { DeskTable } from "./DeskTable";
import styles from "./desk.module.css";
import type { Task } from "./queries";
import { Receipt } from "./Receipt";
import { Return } from "./Return";
import { sums } from "./rows";
import { currencyOf, useDesk } from "./useDesk";

/** The payments that are ready, as rows to fill in and send together. */
export function Ready() {
  const { t } = useTranslation();
  const { money } = useFormats();
  const methods = useOptions("payment.methods");
  const desk = useDesk();
  const [current, setCurrent] = useState<string | null>(null);
  const [returning, setReturning] = useState<Task | null>(null);
  const { list, open, good, ticked, process } = desk;
  const selected = open.find((task) => task.id === current) ?? open[0];
  const askReturn = () => setReturning(selected ?? null);
  const group = t("desk.title");
  // While a return is being written, nothing behind it is paid.
  useKeys(
    [
      { keys: "mod+Enter", label: t("desk.process", { count: good.length }), group, inFields: true, run: process },
      { keys: "b", label: t("desk.return"), group, run: askReturn },
    ],
    returning === null,
  );

  if (!desk.ready) {
    return (
      <div className={layout.pad}>
        <QueryProblem query={list} />
        <Skeleton rows={10} />
      </div>
    );
  }
  const paying = sums(good.map((task) => ({ amount: desk.row(task).paid, currency: currencyOf(task) })));
  const sum = paying.map((one) => t("common.separator") + money(one)).join("");
  return (
    <>
      <div className={styles.forAll}>
        <span>{t("desk.forAll")}</span>
        <TextInput
          type="date"
          max={companyDay()}
          aria-label={t("desk.dayForAll")}
          value={desk.day}
          onChange={(event) => desk.dayForAll(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={t("desk.methodForAll")}
          data={[{ value: "", label: t("decisions.field.method") }, ...methods]}
          value={desk.method}
          onChange={(event) => desk.methodForAll(event.currentTarget.value)}
        />
      </div>
      <QueryProblem query={list} />
      <div className={styles.table}>
        {open.length === 0 ? (
          <EmptyState>{t("desk.empty")}</EmptyState>
        ) : (
          <DeskTable desk={desk} methods={methods} selected={selected} onSelect={setCurrent} />
        )}
      </div>
      {selected && <Receipt task={selected} />}
      <div className={styles.foot}>
        <Button variant="filled" disabled={good.length === 0} onClick={process}>
          {t("desk.process", { count: good.length })}
          {sum}
          <Kbd>Ctrl Enter</Kbd>
        </Button>
        <Button disabled={!selected} onClick={askReturn}>
          {t("desk.return")}
          <Kbd>B</Kbd>
        </Button>
        <span className={styles.toMend}>{ticked.length > good.length && t("desk.toMend", { count: ticked.length - good.length })}</span>
        <span className={styles.keys}>
          <Kbd>Tab</Kbd> {t("desk.keys.along")} <Kbd>Enter</Kbd> {t("desk.keys.down")} <Kbd>Ctrl D</Kbd> {t("desk.keys.copy")}
        </span>
      </div>
      {returning && <Return key={returning.id} task={returning} onClose={() => setReturning(null)} />}
    </>
  );
}
