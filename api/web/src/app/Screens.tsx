import { Suspense } from "react";
import { Navigate, Route, Routes, useLocation } from "react-router";
import { useMaybeMe } from "@/api/me";
import { ApiError } from "@/api/problem";
import { tryNow, useAway } from "@/api/reach";
import { ProblemNotice, QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { ErrorBoundary } from "./ErrorBoundary";
import { Frame, NotFound, ResetPage, SignInPage, screens } from "./routes";
import styles from "./Screens.module.css";
import { usePersonsLanguage } from "./usePersonsLanguage";

/** Chooses the screen by the address, and by who may see it. */
export function Screens() {
  const location = useLocation();
  return (
    <ErrorBoundary at={location.pathname}>
      <Suspense fallback={<Waiting />}>
        <Routes>
          <Route path="/sign-in" element={<SignInPage />} />
          <Route path="/reset-password" element={<ResetPage />} />
          <Route path="*" element={<Inside />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
}

/** A screen that is on its way, or that no server is there for. */
function Waiting() {
  const away = useAway();
  return (
    <div className={styles.waiting}>
      {away && <ProblemNotice error={new ApiError(null, 0)} retry={tryNow} />}
      <Skeleton rows={6} height={24} />
    </div>
  );
}

function Inside() {
  const me = useMaybeMe();
  const location = useLocation();
  usePersonsLanguage(me.data);
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
