import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import layout from "@/kit/layout.module.css";
import { Failed } from "./Failed";
import styles from "./home.module.css";
import { useBlocks } from "./useBlocks";

const named = 8;

/** Who of one's people has written down today, and by name who has not. */
export function Team() {
  const { t } = useTranslation();
  const { home, failed } = useBlocks();
  const team = home?.team;
  if (!team && !failed("team")) return null;
  const shown = team?.missing.slice(0, named) ?? [];
  const more = (team?.missing_count ?? 0) - shown.length;
  return (
    <section data-block>
      <h2>
        <span className={styles.big}>{team ? t("home.team.of", { wrote: team.wrote, people: team.people }) : "–"}</span>{" "}
        {t("home.team.title")}
      </h2>
      <Failed block="team" />
      {team && (
        <>
          <ul className={styles.names} aria-label={t("home.team.missing")}>
            {shown.map((person) => (
              <li key={person.id}>{person.name}</li>
            ))}
            {more > 0 && <li>{t("home.team.more", { count: more })}</li>}
          </ul>
          <p className={styles.foot}>
            <span>{t("home.team.visits", { count: team.visits })}</span>
            <Link className={layout.link} to="/work-logs/team" data-row>
              {t("home.team.link")}
            </Link>
          </p>
        </>
      )}
    </section>
  );
}
