import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { signedOut } from "@/api/session";
import { forgetReads } from "@/offline/reads";

/** Ends the session and forgets what was read in it. Drafts stay for the person's next sign-in. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await answer(client.POST("/auth/logout"));
      signedOut();
      await forgetReads();
      queries.clear();
      // A whole load leaves nothing of the person in memory.
      window.location.assign("/sign-in");
    },
  });
}

export type SignOut = ReturnType<typeof useSignOut>;
