import { Button, Modal, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { useOptions } from "@/api/options";
import { decide, forget, useSent } from "@/features/decisions/public";
import { companyDay, useFormats } from "@/i18n/format";
import { EmptyState } from "@/kit/EmptyState";
import { Kbd } from "@/kit/Kbd";
import layout from "@/kit/layout.module.css";
import { add } from "@/kit/money";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import { useDraft } from "@/offline/drafts";
import { DeskRow } from "./DeskRow";
import styles from "./desk.module.css";
import { readyQuery, type Task } from "./queries";
import { Receipt } from "./Receipt";
import { emptyRow, type Row, type Rows, wrongIn } from "./rows";

const noRows: Rows = {};

/** The payments that are ready, as rows to fill in and send together. */
export function Ready() {
  const { t } = useTranslation();
  const me = useMe();
  const { money } = useFormats();
  const methods = useOptions("payment.methods");
  const list = useInfiniteQuery(readyQuery);
  const sent = useSent();
  const draft = useDraft<Rows>(`${me.user.id}/desk`, noRows);
  const [day, setDay] = useState(companyDay());
  const [method, setMethod] = useState("");
  const [current, setCurrent] = useState<string | null>(null);
  const [returning, setReturning] = useState<Task | null>(null);
  const tasks = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const open = tasks.filter((task) => sent.get(task.id)?.state !== "done");
  const row = (task: Task): Row => draft.value[task.id] ?? emptyRow(task, day, method);
  const set = (task: Task, part: Partial<Row>) => {
    if (sent.get(task.id)?.state === "refused") forget(task.id);
    draft.set({ ...draft.value, [task.id]: { ...row(task), ...part } });
  };
  const forAll = (part: Partial<Row>) =>
    draft.set({ ...draft.value, ...Object.fromEntries(open.map((task) => [task.id, { ...row(task), ...part }])) });

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const ticked = open.filter((task) => row(task).ticked);
  const vouchers = new Map<string, number>();
  for (const task of ticked) {
    const voucher = row(task).voucher.trim();
    vouchers.set(voucher, (vouchers.get(voucher) ?? 0) + 1);
  }
  const good = ticked.filter((task) => wrongIn(task, row(task), vouchers) === null);
  const process = () => {
    for (const task of good) {
      const { paid, method, voucher, day } = row(task);
      const currency = task.request.amount?.currency ?? "CNY";
      decide(task, {
        outcome: "complete",
        revision: task.request.revision,
        data: { paid_amount: { amount: paid, currency }, method, voucher_no: voucher.trim(), paid_on: day },
      });
    }
    // What goes is no longer ticked; what is refused waits for another look.
    draft.set({ ...draft.value, ...Object.fromEntries(good.map((task) => [task.id, { ...row(task), ticked: false }])) });
  };
  const selected = open.find((task) => task.id === current) ?? open[0];
  useKeys([{ keys: "mod+Enter", label: t("desk.process", { count: good.length }), group: t("desk.title"), inFields: true, run: process }]);

  if (list.isPending) {
    return (
      <div className={layout.pad}>
        <QueryProblem query={list} />
        <Skeleton rows={10} />
      </div>
    );
  }
  const sum = add("0", ...good.map((task) => row(task).paid));
  return (
    <>
      <div className={styles.forAll}>
        <span>{t("desk.forAll")}</span>
        <TextInput
          type="date"
          aria-label={t("desk.dayForAll")}
          value={day}
          onChange={(event) => {
            setDay(event.currentTarget.value);
            forAll({ day: event.currentTarget.value });
          }}
        />
        <NativeSelect
          aria-label={t("desk.methodForAll")}
          data={[{ value: "", label: t("decisions.field.method") }, ...methods]}
          value={method}
          onChange={(event) => {
            setMethod(event.currentTarget.value);
            forAll({ method: event.currentTarget.value });
          }}
        />
      </div>
      <QueryProblem query={list} />
      <div className={styles.table}>
        {open.length === 0 ? (
          <EmptyState>{t("desk.empty")}</EmptyState>
        ) : (
          <table aria-label={t("desk.title")}>
            <thead>
              <tr>
                <th scope="col">{t("requests.field.number")}</th>
                <th scope="col">{t("requests.field.requester")}</th>
                <th scope="col">{t("desk.customerProject")}</th>
                <th scope="col">{t("requests.field.category")}</th>
                <th scope="col" className={styles.number}>
                  {t("requests.field.approved")}
                </th>
                <th scope="col" className={styles.number}>
                  {t("decisions.field.paid")}
                </th>
                <th scope="col">{t("decisions.field.method")}</th>
                <th scope="col">{t("decisions.field.voucher")}</th>
                <th scope="col">{t("decisions.field.paidOn")}</th>
                <th scope="col">{t("desk.send")}</th>
                <th scope="col">{t("desk.state")}</th>
              </tr>
            </thead>
            <tbody>
              {open.map((task, i) => {
                const above = open[i - 1];
                return (
                  <DeskRow
                    key={task.id}
                    task={task}
                    row={row(task)}
                    above={above && row(above)}
                    current={task.id === selected?.id}
                    wrong={row(task).ticked ? wrongIn(task, row(task), vouchers) : null}
                    sent={sent.get(task.id)}
                    methods={methods}
                    onChange={(part) => set(task, part)}
                    onFocus={() => setCurrent(task.id)}
                  />
                );
              })}
            </tbody>
          </table>
        )}
      </div>
      {selected && <Receipt task={selected} />}
      <div className={styles.foot}>
        <Button variant="filled" disabled={good.length === 0} onClick={process}>
          {t("desk.process", { count: good.length })}
          <Kbd>Ctrl Enter</Kbd>
        </Button>
        <Button disabled={!selected} onClick={() => setReturning(selected ?? null)}>
          {t("desk.return")}
        </Button>
        <span className={styles.sum}>
          {good.length > 0 && money({ amount: sum, currency: good[0]?.request.amount?.currency ?? "CNY" })}
          {ticked.length > good.length && <b> {t("desk.toMend", { count: ticked.length - good.length })}</b>}
        </span>
        <span className={styles.keys}>
          <Kbd>Tab</Kbd> {t("desk.keys.along")} <Kbd>Enter</Kbd> {t("desk.keys.down")} <Kbd>Ctrl D</Kbd> {t("desk.keys.copy")}
        </span>
      </div>
      <Return task={returning} onClose={() => setReturning(null)} />
    </>
  );
}

function Return({ task, onClose }: { task: Task | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [comment, setComment] = useState("");
  const [asked, setAsked] = useState(false);
  if (!task) return null;
  const send = () => {
    if (!comment.trim()) return setAsked(true);
    decide(task, { outcome: "return", revision: task.request.revision, comment: comment.trim() });
    setComment("");
    setAsked(false);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("desk.returnTitle", { number: task.request.number })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={layout.stack}>
        <Textarea
          label={t("decisions.field.comment")}
          rows={3}
          data-autofocus
          value={comment}
          error={asked && !comment.trim() ? t("decisions.missing.comment") : undefined}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <div className={layout.flow}>
          <Button variant="filled" onClick={send}>
            {t("desk.returnNow")}
          </Button>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      </div>
    </Modal>
  );
}
