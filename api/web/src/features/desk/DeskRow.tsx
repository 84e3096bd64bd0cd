import { TrendingDown } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors, isApiError } from "@/api/problem";
import type { Sent } from "@/features/decisions/public";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { compare, groupAmount, readAmount, subtract } from "@/kit/money";
import styles from "./desk.module.css";
import type { Task } from "./queries";
import { granted, nextVoucher, type Row, type Wrong } from "./rows";

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

/** Enter goes to the same cell of the next row. */
function goDown(event: KeyboardEvent<HTMLElement>) {
  const cell = event.currentTarget.dataset.cell;
  const row = event.currentTarget.closest("tr");
  const next = (event.shiftKey ? row?.previousElementSibling : row?.nextElementSibling)?.querySelector<HTMLElement>(`[data-cell=${cell}]`);
  next?.focus();
  if (next instanceof HTMLInputElement && next.type === "text") next.select();
}

/** One payment, filled in from the keyboard. */
export function DeskRow({ task, row, above, current, wrong, sent, methods, onChange, onFocus }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { money } = useFormats();
  const { request } = task;
  const approved = granted(task);
  const refused = sent?.state === "refused" ? sent.error : undefined;
  const message = refused ? Object.values(fieldErrors(refused)).join(" ") || (isApiError(refused) ? refused.problem?.detail : "") : "";
  const busy = sent?.state === "sending" || sent?.state === "waiting";
  const less = approved && row.paid && compare(row.paid, approved.amount) < 0 ? subtract(approved.amount, row.paid) : null;
  const field = (name: keyof Row, label: string) => ({
    "data-cell": name,
    "aria-label": `${label} ${request.number}`,
    disabled: busy,
    onFocus,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        goDown(event);
      }
      if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey) && above) {
        event.preventDefault();
        onChange(name === "voucher" ? { voucher: nextVoucher(above.voucher) } : { [name]: above[name] });
      }
    },
  });
  const proposeVoucher = () => {
    if (!row.voucher && above?.voucher) onChange({ voucher: nextVoucher(above.voucher), ticked: true });
  };
  const voucher = field("voucher", t("decisions.field.voucher"));
  return (
    <>
      <tr className={styles.row} data-current={current || undefined} data-refused={message ? true : undefined} onClick={onFocus}>
        <td>{request.number}</td>
        <td>{request.requester.name}</td>
        <td className={styles.cut}>{[request.customer.name, request.project.name].join(t("common.separator"))}</td>
        <td className={styles.category}>{say(request.category_label)}</td>
        <td className={styles.number}>
          <b>{money(approved)}</b>
        </td>
        <td className={styles.number}>
          <input
            {...field("paid", t("decisions.field.paid"))}
            type="text"
            inputMode="decimal"
            value={groupAmount(row.paid)}
            onChange={(event) => onChange({ paid: readAmount(event.currentTarget.value) })}
          />
        </td>
        <td>
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
        <td>
          <input
            {...voucher}
            type="text"
            autoComplete="off"
            value={row.voucher}
            onFocus={() => {
              onFocus();
              proposeVoucher();
            }}
            onChange={(event) => onChange({ voucher: event.currentTarget.value, ticked: event.currentTarget.value.trim() !== "" })}
          />
        </td>
        <td>
          <input
            {...field("day", t("decisions.field.paidOn"))}
            type="date"
            value={row.day}
            onChange={(event) => onChange({ day: event.currentTarget.value })}
          />
        </td>
        <td className={styles.tick}>
          <input
            {...field("ticked", t("desk.send"))}
            type="checkbox"
            checked={row.ticked}
            onChange={(event) => onChange({ ticked: event.currentTarget.checked })}
          />
        </td>
        <td className={styles.state}>
          {busy ? (
            t("inbox.sending")
          ) : message ? (
            <b className={styles.wrong}>{t("desk.refused")}</b>
          ) : wrong ? (
            <span className={styles.wrong}>{t(`desk.wrong.${wrong}`)}</span>
          ) : less ? (
            <span className={styles.less}>
              <TrendingDown size={12} aria-hidden="true" /> {t("desk.less", { amount: less })}
            </span>
          ) : (
            t(row.ticked ? "desk.filled" : "desk.waiting")
          )}
        </td>
      </tr>
      {message && (
        <tr className={styles.message}>
          <td colSpan={11} role="alert">
            {message}
          </td>
        </tr>
      )}
    </>
  );
}
