import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { DiffTable } from "@/kit/DiffTable";
import { FactList } from "@/kit/FactList";
import layout from "@/kit/layout.module.css";
import { Age } from "@/kit/When";
import styles from "./audit.module.css";
import type { AuditEvent } from "./queries";
import { useActDifferences } from "./useActDifferences";

interface Props {
  event: AuditEvent;
  opened: boolean;
  onToggle: () => void;
  /** Narrows the list to what this act is about, or to who did it. */
  onOnly: (name: "subject" | "actor_id", value: string) => void;
}

/** One act; opened, what it changed and its place in the chain. */
export function AuditRow({ event, opened, onToggle, onOnly }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const count = Object.keys(event.changes).length;
  return (
    <li className={styles.event} data-opened={opened || undefined}>
      <button type="button" className={styles.row} aria-expanded={opened} onClick={onToggle} data-row>
        <ChevronRight size={14} aria-hidden="true" className={styles.arrow} />
        <span className={styles.summary}>{say(event.summary)}</span>
        <span className={styles.count}>{count > 0 && t("adminAudit.changes", { count })}</span>
        <span className={styles.kind}>{say(event.kind_label)}</span>
        <span className={styles.when}>
          <Age at={event.at} />
        </span>
      </button>
      {opened && <Inside event={event} onOnly={onOnly} />}
    </li>
  );
}

function Inside({ event, onOnly }: Pick<Props, "event" | "onOnly">) {
  const { t } = useTranslation();
  const say = useSay();
  const { exact } = useFormats();
  const rows = useActDifferences()(event);
  const { id } = event.actor;
  return (
    <div className={styles.inside}>
      {rows.length > 0 && <DiffTable rows={rows} />}
      <FactList
        facts={[
          [t("adminAudit.fact.at"), exact(event.at)],
          [t("adminAudit.fact.place"), event.seq],
          [t("adminAudit.fact.hash"), <code key="hash">{event.hash}</code>],
        ]}
      />
      <p className={layout.flow}>
        <button type="button" className={layout.textButton} onClick={() => onOnly("subject", event.subject.id)}>
          {t("adminAudit.only.subject", { what: say(event.subject_label) })}
        </button>
        {id && (
          <button type="button" className={layout.textButton} onClick={() => onOnly("actor_id", id)}>
            {t("adminAudit.only.actor", { name: event.actor.name })}
          </button>
        )}
      </p>
    </div>
  );
}
