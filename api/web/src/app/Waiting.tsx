import { ApiError } from "@/api/problem";
import { tryNow, useAway } from "@/api/reach";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import styles from "./Waiting.module.css";

/** A screen that is on its way, or that no server is there for. */
export function Waiting() {
  const away = useAway();
  return (
    <div className={styles.waiting}>
      {away && <ProblemNotice error={new ApiError(null, 0)} retry={tryNow} />}
      <Skeleton rows={6} height={24} />
    </div>
  );
}
