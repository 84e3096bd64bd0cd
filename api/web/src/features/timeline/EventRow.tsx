import {
  BookOpen,
  Building2,
  ChevronRight,
  FileText,
  FolderKanban,
  type LucideIcon,
  NotebookPen,
  Paperclip,
  ReceiptText,
  Swords,
  User,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { differences } from "@/features/requests/public";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { DiffTable } from "@/kit/DiffTable";
import layout from "@/kit/layout.module.css";
import type { TimelineEvent } from "./queries";
import { pageOf } from "./rows";
import styles from "./timeline.module.css";

/** What an event is about, as a picture; an unknown subject is plain. */
const icons: Record<string, LucideIcon> = {
  customer: Building2,
  contact: User,
  project: FolderKanban,
  competitor: Swords,
  note: NotebookPen,
  expense_request: ReceiptText,
  project_request: FileText,
  work_log: BookOpen,
  attachment: Paperclip,
};

/** The colour of what was decided. */
const tones: [RegExp, string][] = [
  [/\.(approved|paid|won)$/, "good"],
  [/\.(rejected|deleted|archived)$/, "bad"],
  [/\.(returned|withdrawn|handed_over)$/, "warn"],
];

interface Props {
  event: TimelineEvent;
  opened: boolean;
  current: boolean;
  onToggle: () => void;
}

/** One thing that happened; opened, what it changed and where it leads. */
export function EventRow({ event, opened, current, onToggle }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { time, exact } = useFormats();
  const Icon = icons[event.subject.type] ?? FileText;
  const tone = tones.find(([pattern]) => pattern.test(event.kind))?.[1];
  const count = Object.keys(event.changes).length;
  const page = pageOf(event);
  return (
    <article className={styles.event} data-opened={opened || undefined} data-current={current || undefined}>
      <button type="button" className={styles.row} aria-expanded={opened} onClick={onToggle}>
        <span className={styles.mark} data-tone={tone} title={say(event.kind_label)}>
          <Icon size={13} aria-hidden="true" />
        </span>
        <span className={styles.summary}>{say(event.summary)}</span>
        {count > 0 && (
          <span className={styles.count}>
            <ChevronRight size={12} aria-hidden="true" />
            {t("timeline.changes", { count })}
          </span>
        )}
        <time dateTime={event.at} title={exact(event.at)} className={styles.time}>
          {time(new Date(event.at))}
        </time>
      </button>
      {opened && (
        <div className={styles.inside}>
          {count > 0 && <DiffTable rows={differences(event, say)} />}
          <p className={layout.hint}>
            {say(event.kind_label)}
            {t("common.separator")}
            {exact(event.at)}
          </p>
          {page && (
            <p>
              <Link className={layout.link} to={page}>
                {t("timeline.open", { what: event.subject.label })}
              </Link>
            </p>
          )}
        </div>
      )}
    </article>
  );
}
