import { Suspense } from "react";
import { Route, Routes, useLocation } from "react-router";
import { meQuery } from "@/api/me";
import { queryClient } from "@/api/query";
import { wantWords } from "@/i18n";
import { ErrorBoundary } from "./ErrorBoundary";
import { load } from "./part";
import { Waiting } from "./Waiting";

const SignInPage = load("SignIn", () => import("@/features/account/SignIn"));
const ResetPage = load("Reset", () => import("@/features/account/Reset"));
const Inside = load("Inside", async () => {
  // Who it is, is asked while the code is on its way.
  void queryClient.prefetchQuery(meQuery);
  const inside = import("./Inside").then(({ Inside, fetchScreen }) => {
    fetchScreen(window.location.pathname);
    return { default: Inside };
  });
  return (await Promise.all([inside, wantWords("main")]))[0];
});

/** What anybody may see, and behind it the rest: nobody who signs in waits for the screens behind. */
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
