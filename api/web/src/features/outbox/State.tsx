import { CircleAlert, Clock, CloudUpload } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ApiError, fieldErrors } from "@/api/problem";
import { useAway } from "@/api/reach";
import { type Item, nextStep } from "@/offline/item";
import { fieldWords, isNamed } from "./fieldWords";
import styles from "./outbox.module.css";

const words = { refused: "outbox.state.needs", old: "outbox.state.old", open: "outbox.state.open" } as const;

/** Where an item stands, in words; what the server refused, in its own. */
export function State({ item }: { item: Item }) {
  const { t } = useTranslation();
  const away = useAway();
  if (item.state === "needs-you") {
    return (
      <div className={styles.state} data-state={item.state} role="status">
        <CircleAlert size={16} aria-hidden="true" />
        <div>
          <p>{t(words[item.why ?? "refused"])}</p>
          {item.why === "refused" && <Refusal item={item} />}
        </div>
      </div>
    );
  }
  const done = item.steps.filter((step) => step.done).length;
  const sending = item.state === "sending";
  const Icon = sending ? CloudUpload : Clock;
  return (
    <div className={styles.state} data-state={item.state} role="status">
      <Icon size={16} aria-hidden="true" />
      <p>
        {sending
          ? t("outbox.state.sending", { step: done + 1, steps: item.steps.length })
          : t(away ? "outbox.state.away" : "outbox.state.waiting")}
      </p>
    </div>
  );
}

function Refusal({ item }: { item: Item }) {
  const { t } = useTranslation();
  const file = nextStep(item)?.file?.name;
  if (!item.problem)
    return <p>{file && item.status === 410 ? t("outbox.fileGone", { file }) : t("common.problem.status", { status: item.status })}</p>;
  const errors = Object.entries(fieldErrors(new ApiError(item.problem, item.status ?? 0)));
  return (
    <>
      {file && <p>{file}</p>}
      <p>{item.problem.detail}</p>
      {errors.map(([at, message]) => {
        const field = at.split(".")[0] ?? "";
        return <p key={at}>{isNamed(field) ? [t(fieldWords[field]), message].join(t("common.separator")) : message}</p>;
      })}
    </>
  );
}
