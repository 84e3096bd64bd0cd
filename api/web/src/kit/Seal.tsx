import styles from "./marks.module.css";

const han = /\p{Script=Han}/u;

/** Latin names by their initials, Chinese ones by their first three characters. */
export function sealName(name: string): string {
  if (han.test(name)) return Array.from(name.replace(/\s/g, "")).slice(0, 3).join("");
  return name
    .split(/\s+/)
    .map((part) => part.charAt(0).toUpperCase())
    .join("")
    .slice(0, 3);
}

/** The stamp of a recorded decision: name over outcome. The words beside it say the same. */
export function Seal({ name, outcome }: { name: string; outcome: string }) {
  return (
    <span className={styles.seal} data-latin={!han.test(outcome) || undefined} aria-hidden="true">
      {sealName(name)}
      <small>
        {Array.from(outcome)
          .slice(0, han.test(outcome) ? 4 : 9)
          .join("")}
      </small>
    </span>
  );
}
