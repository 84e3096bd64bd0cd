import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors, isApiError } from "@/api/problem";
import type { Sent } from "@/features/decisions/public";
import { companyDay, useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { isComposing } from "@/kit/composing";
import { groupAmount, readAmount } from "@/kit/money";
import styles from "./desk.module.css";
import type { Task } from "./queries";
import { RowState } from "./RowState";
import { cellOf, granted, nextVoucher, type Row, refusedCells, type Wrong } from "./rows";

interface Props {
  task: Task;
  row: Row;
  above: Row | undefined;
  current: boolean;
  wrong: Wrong | null;
  sent: Sent | undefined;
  methods: { value: string; label: string }[];
  onChange: (part: Partial<Row>) => void;
  onFocus: () => void;
}

/** Enter goes to the same cell of the next row; the line of a refusal is none. */
function goDown(event: KeyboardEvent<HTMLElement>) {
  const { cell } = event.currentTarget.dataset;
  const column = [...(event.currentTarget.closest("tbody")?.querySelectorAll<HTMLElement>(`[data-cell=${cell}]:enabled`) ?? [])];
  const next = column[column.indexOf(event.currentTarget) + (event.shiftKey ? -1 : 1)];
  next?.focus();
  if (next instanceof HTMLInputElement && next.type === "text") next.select();
}

/** One payment, filled in from the keyboard. */
export function DeskRow({ task, row, above, current, wrong, sent, methods, onChange, onFocus }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { money } = useFormats();
  const { request } = task;
  const busy = sent?.state === "sending" || sent?.state === "waiting";
  const refusal = sent?.state === "refused" ? sent.error : undefined;
  const errors = fieldErrors(refusal);
  const noAnswer = isApiError(refusal) && refusal.problem ? refusal.problem.detail : t("desk.noAnswer");
  const message = refusal ? Object.values(errors).join(" ") || noAnswer : "";
  const bad = new Set([...refusedCells(Object.keys(errors)), ...(wrong ? [cellOf(wrong)] : [])]);
  const messageId = `refused-${task.id}`;
  const field = (name: keyof Row, label: string) => ({
    "data-cell": name,
    "aria-label": `${label} ${request.number}`,
    "aria-invalid": bad.has(name) || undefined,
    "aria-describedby": message && bad.has(name) ? messageId : undefined,
    disabled: busy,
    onFocus,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (isComposing(event)) return;
      const mod = event.ctrlKey || event.metaKey;
      if (event.key === "Enter" && !mod) {
        event.preventDefault();
        goDown(event);
      }
      if (event.key.toLowerCase() === "d" && mod && above) {
        event.preventDefault();
        onChange(name === "voucher" ? { voucher: nextVoucher(above.voucher), ticked: true } : { [name]: above[name] });
      }
    },
  });
  const proposed = useRef<HTMLInputElement | null>(null);
  const proposeVoucher = (field: HTMLInputElement) => {
    if (row.voucher || !above?.voucher) return;
    onChange({ voucher: nextVoucher(above.voucher), ticked: true });
    proposed.current = field;
  };
  // Another number that is typed replaces the proposed one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is selected once it stands in the field.
  useLayoutEffect(() => {
    proposed.current?.select();
    proposed.current = null;
  }, [row.voucher]);
  return (
    <>
      <tr className={styles.row} data-current={current || undefined} data-refused={message ? true : undefined} onClick={onFocus}>
        <td>{request.number}</td>
        <td>{request.requester.name}</td>
        <td className={styles.cut}>{[request.customer.name, request.project.name].join(t("common.separator"))}</td>
        <td className={styles.category}>{say(request.category_label)}</td>
        <td className={styles.number} data-label={t("requests.field.approved")}>
          <b>{money(granted(task))}</b>
        </td>
        <td className={styles.number} data-label={t("decisions.field.paid")}>
          <input
            {...field("paid", t("decisions.field.paid"))}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={groupAmount(row.paid)}
            onChange={(event) => onChange({ paid: readAmount(event.currentTarget.value) })}
          />
        </td>
        <td data-label={t("decisions.field.method")}>
          <select
            {...field("method", t("decisions.field.method"))}
            value={row.method}
            onChange={(event) => onChange({ method: event.currentTarget.value })}
          >
            <option value="">{t("decisions.choose")}</option>
            {methods.map((method) => (
              <option key={method.value} value={method.value}>
                {method.label}
              </option>
            ))}
          </select>
        </td>
        <td data-label={t("decisions.field.voucher")}>
          <input
            {...field("voucher", t("decisions.field.voucher"))}
            type="text"
            autoComplete="off"
            value={row.voucher}
            onFocus={(event) => {
              onFocus();
              proposeVoucher(event.currentTarget);
            }}
            onChange={(event) => onChange({ voucher: event.currentTarget.value, ticked: event.currentTarget.value.trim() !== "" })}
          />
        </td>
        <td data-label={t("decisions.field.paidOn")}>
          <input
            {...field("day", t("decisions.field.paidOn"))}
            type="date"
            max={companyDay()}
            value={row.day}
            onChange={(event) => onChange({ day: event.currentTarget.value })}
          />
        </td>
        <td className={styles.tick} data-label={t("desk.send")}>
          <input
            {...field("ticked", t("desk.send"))}
            type="checkbox"
            checked={row.ticked}
            onChange={(event) => onChange({ ticked: event.currentTarget.checked })}
          />
        </td>
        <RowState task={task} row={row} busy={busy} refused={message !== ""} wrong={wrong} />
      </tr>
      {message && (
        <tr className={styles.message} id={messageId}>
          <td colSpan={11} role="alert">
            {message}
          </td>
        </tr>
      )}
    </>
  );
}
