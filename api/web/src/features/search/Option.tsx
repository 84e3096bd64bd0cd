import { Building2, ContactRound, FileText, FolderKanban, User } from "lucide-react";
import { Link } from "react-router";
import { Money } from "@/kit/Money";
import { StatusTag } from "@/kit/StatusTag";
import type { Found } from "./queries";
import styles from "./search.module.css";

const icons = { customer: Building2, contact: ContactRound, project: FolderKanban, request: FileText, person: User };

interface Props {
  id: string;
  found: Found;
  link: string | null;
  active: boolean;
  onPoint: () => void;
  onOpen: () => void;
}

/** One thing that was found; the focus stays in the field. */
export function Option({ id, found, link, active, onPoint, onOpen }: Props) {
  const Icon = icons[found.kind];
  const inside = (
    <>
      <Icon size={16} strokeWidth={1.6} aria-hidden="true" />
      <span className={styles.text}>
        <b>{found.title}</b>
        <span className={styles.meta}>
          {found.number && <span>{found.number}</span>}
          {found.subtitle && <span>{found.subtitle}</span>}
        </span>
      </span>
      <span className={styles.side}>
        {found.amount && <Money value={found.amount} />}
        {found.status && found.status_label && <StatusTag status={found.status} label={found.status_label} />}
      </span>
    </>
  );
  const shared = { id, role: "option", "aria-selected": active, className: styles.option, tabIndex: -1 };
  if (!link)
    return (
      <div {...shared} aria-disabled="true">
        {inside}
      </div>
    );
  return (
    <Link
      {...shared}
      to={link}
      onMouseMove={active ? undefined : onPoint}
      onClick={(event) => {
        // Another tab is the browser's business.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onOpen();
      }}
    >
      {inside}
    </Link>
  );
}
