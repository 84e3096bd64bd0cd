import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { BrowserRouter } from "react-router";
import { queryClient } from "@/api/query";
import { theme } from "@/kit/theme";
import { schemeManager } from "./scheme";

/** What every screen stands on. The kit writes no style element: the policy would refuse it. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={schemeManager}
      withCssVariables={false}
      withGlobalClasses={false}
      withStaticClasses={false}
      deduplicateCssVariables={false}
    >
      <QueryClientProvider client={queryClient}>
        {/* A click shows at once that the next screen is on its way; a transition would hold the old one as long as it takes. */}
        <BrowserRouter useTransitions={false}>{children}</BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
