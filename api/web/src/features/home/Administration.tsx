import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { Age } from "@/kit/When";
import { Failed } from "./Failed";
import styles from "./home.module.css";
import { useBlocks } from "./useBlocks";

/** What does not go on by itself, and what administrators did last. */
export function Administration() {
  const { t } = useTranslation();
  const say = useSay();
  const { home, failed } = useBlocks();
  const stuck = home?.stuck;
  const acts = home?.acts;
  return (
    <>
      {(stuck || failed("stuck")) && (
        <section data-block>
          <h2>
            <span className={styles.big} data-late={(stuck?.count ?? 0) > 0 || undefined}>
              {stuck ? `${stuck.count}${stuck.more ? "+" : ""}` : "–"}
            </span>{" "}
            {t("home.stuck.title")}
          </h2>
          <Failed block="stuck" />
          {stuck?.engine_checked === false && <p className={layout.hint}>{t("home.stuck.unchecked")}</p>}
          <Link className={layout.link} to="/admin/stuck" data-row>
            {t("home.stuck.link")}
          </Link>
        </section>
      )}
      {(acts || failed("acts")) && (
        <section data-block>
          <h2>{t("home.acts.title")}</h2>
          <Failed block="acts" />
          <ul>
            {acts?.items.map((act) => (
              <li key={act.id} className={styles.act}>
                {say(act.summary)}
                <span className={layout.hint}>
                  <Age at={act.at} />
                </span>
              </li>
            ))}
          </ul>
          <Link className={layout.link} to="/admin/audit" data-row>
            {t("home.acts.link")}
          </Link>
        </section>
      )}
    </>
  );
}
