import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useRequesterName as usePersonName } from "@/features/requests/public";
import type { Named } from "@/kit/SearchSelect";
import { PersonField } from "./PersonField";
import styles from "./records.module.css";

interface Props {
  label: string;
  /** Ids, with commas between. */
  value: string;
  onChange: (ids: string) => void;
  known: Named[];
  error?: ReactNode;
}

/** Several of the company's people: who is in, each with a way out, and one more. */
export function PeopleField({ label, value, onChange, known, error }: Props) {
  const { t } = useTranslation();
  const ids = value.split(",").filter(Boolean);
  return (
    <div>
      <PersonField
        label={label}
        any={t("records.addPerson")}
        value={undefined}
        known={known.filter((one) => !ids.includes(one.id))}
        error={error}
        onChange={(id) => id && !ids.includes(id) && onChange([...ids, id].join(","))}
      />
      <ul className={styles.people}>
        {ids.map((id) => (
          <Person key={id} id={id} known={known} onRemove={() => onChange(ids.filter((one) => one !== id).join(","))} />
        ))}
      </ul>
    </div>
  );
}

function Person({ id, known, onRemove }: { id: string; known: Named[]; onRemove: () => void }) {
  const { t } = useTranslation();
  const name = usePersonName(id, known) ?? "…";
  return (
    <li>
      {name}
      <button type="button" aria-label={t("records.removePerson", { name })} onClick={onRemove}>
        <X size={12} aria-hidden="true" />
      </button>
    </li>
  );
}
