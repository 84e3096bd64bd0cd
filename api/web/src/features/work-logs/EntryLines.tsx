import { Camera, MessageSquare, PencilLine } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMe } from "@/api/me";
import { useFormats } from "@/i18n/format";
import styles from "./entry.module.css";
import { correctedFields } from "./fields";
import { kindIcons } from "./kinds";
import { photoUrl, type WorkLog } from "./queries";

export const editable = (log: WorkLog, userId: string) => log.author.id === userId && Date.parse(log.editable_until) > Date.now();

/** An entry in short, as its corrections have put it right: hours and kind, about whom, what was done and what is next. */
export function EntryLines({ log, aside, children }: { log: WorkLog; aside?: ReactNode; children?: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const { number, moment } = useFormats();
  const now = correctedFields(log);
  const Icon = kindIcons[now.kind || "other"];
  const kind = t(`workLogs.kind.${now.kind || "other"}`);
  const about = [log.customer?.name, log.project?.name].filter(Boolean).join(t("common.separator"));
  return (
    <div className={styles.entry}>
      <div className={styles.amount}>
        {now.hours && <b>{t("workLogs.hours", { hours: number(Number(now.hours)) })}</b>}
        <span className={styles.kind}>
          <Icon size={14} aria-hidden="true" /> {kind}
        </span>
      </div>
      <div className={styles.lines}>
        <Link to={`/work-logs/${log.id}`} className={styles.about}>
          {about || kind}
        </Link>
        <p className={styles.content}>{now.content}</p>
        {now.result && <Line name={t("workLogs.field.result")}>{now.result}</Line>}
        {now.next_step && <Line name={t("workLogs.next")}>{now.next_step}</Line>}
        <p className={styles.marks}>
          {log.comments > 0 && (
            <span>
              <MessageSquare size={12} aria-hidden="true" /> {t("workLogs.comments.count", { count: log.comments })}
            </span>
          )}
          {log.photos.length > 0 && (
            <span>
              <Camera size={12} aria-hidden="true" /> {t("workLogs.photoCount", { count: log.photos.length })}
            </span>
          )}
          {log.corrections.length > 0 && <span>{t("workLogs.corrected", { count: log.corrections.length })}</span>}
          {editable(log, me.user.id) && (
            <span>
              <PencilLine size={12} aria-hidden="true" /> {t("workLogs.until", { when: moment(log.editable_until) })}
            </span>
          )}
        </p>
        {children}
      </div>
      {aside}
      {!aside && log.photos[0] && (
        <span className={styles.pictures}>
          {log.photos.slice(0, 2).map((photo) => (
            <img key={photo.id} src={photoUrl(log.id, photo.id)} alt={photo.name} loading="lazy" width="44" height="44" />
          ))}
        </span>
      )}
    </div>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <p className={styles.line}>
      <b>{name}</b>
      {t("common.separator")}
      {children}
    </p>
  );
}
