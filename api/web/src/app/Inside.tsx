import { Suspense } from "react";
import { Navigate, Route, Routes, useLocation } from "react-router";
import { useMaybeMe } from "@/api/me";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { ErrorBoundary } from "./ErrorBoundary";
import { Frame } from "./frame/Frame";
import { fetchScreen, NotFound, screens } from "./routes";
import { usePersonsLanguage } from "./usePersonsLanguage";
import { usePersonsLook } from "./usePersonsLook";
import { Waiting } from "./Waiting";
import styles from "./Waiting.module.css";

export { fetchScreen };

/** What is behind the sign-in: the frame, and in it the screen of the address, if the person may see it. */
export function Inside() {
  const me = useMaybeMe();
  const location = useLocation();
  usePersonsLanguage(me.data);
  usePersonsLook(me.data);
  if (me.data === undefined)
    return (
      <main className={styles.waiting}>
        <QueryProblem query={me} />
        <Skeleton rows={6} height={24} />
      </main>
    );
  const person = me.data;
  if (!person) {
    const next = location.pathname === "/" ? "" : `?next=${encodeURIComponent(location.pathname + location.search)}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  return (
    <Frame>
      <ErrorBoundary at={location.pathname}>
        <Suspense fallback={<Waiting />}>
          <Routes>
            {screens
              .filter((screen) => screen.may?.(person) ?? true)
              .map(({ path, page: Page }) => (
                <Route key={path} path={path} element={<Page />} />
              ))}
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </ErrorBoundary>
    </Frame>
  );
}
