import { useQuery } from "@tanstack/react-query";
import { homeQuery } from "./queries";

/** The blocks of the page, and why one of them is missing. */
export function useBlocks() {
  const query = useQuery(homeQuery);
  return {
    query,
    home: query.data,
    failed: (name: string) => query.data?.failed.find(({ block }) => block === name)?.reason,
  };
}

export type Blocks = ReturnType<typeof useBlocks>;
