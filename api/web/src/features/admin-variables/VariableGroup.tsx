import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSay } from "@/i18n/say";
import { Age } from "@/kit/When";
import type { Variable } from "./queries";
import { useValueWords } from "./useValueWords";
import { isDefault } from "./values";
import styles from "./variables.module.css";

interface Props {
  title: string;
  variables: Variable[];
}

/** Where a variable is changed: lists and calendars have screens of their own. */
function placeOf({ key, type }: Variable) {
  if (type === "list") return `/admin/options?list=${key}`;
  if (type === "calendar") return key === "calendar.working" ? "/admin/calendar" : `/admin/calendar?key=${key}`;
  return `?key=${key}`;
}

/** The variables whose keys begin the same way. */
export function VariableGroup({ title, variables }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useValueWords();
  return (
    <section className={styles.group} aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {variables.map((variable) => {
          const { key } = variable;
          const own = !isDefault(variable);
          return (
            <li key={key} className={styles.row}>
              <div className={styles.name}>
                <Link to={placeOf(variable)}>{say(variable.description)}</Link>
                <code>{key}</code>
              </div>
              <div className={styles.value} data-own={own || undefined}>
                {words(variable.value, key) || t("adminVariables.value.empty")}
              </div>
              <div className={styles.from}>
                {own
                  ? t("adminVariables.default.of", { value: words(variable.default, key) || t("adminVariables.value.empty") })
                  : t("adminVariables.default.holds")}
              </div>
              <div className={styles.by}>
                {variable.updated_at && (
                  <>
                    <span>{variable.updated_by?.name ?? t("adminVariables.history.system")}</span> <Age at={variable.updated_at} />
                  </>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
