import { useQuery } from "@tanstack/react-query";
import { allows, useMe } from "@/api/me";
import type { Named } from "@/kit/SearchSelect";
import { customerQuery, peopleQuery } from "./queries";

const among = (known: Named[], id: string | undefined) => known.find((one) => one.id === id)?.name;

/** What a customer is called who stands in an address: the rows know it, else the server. */
export function useCustomerName(id: string | undefined, known: Named[]): string | undefined {
  const me = useMe();
  const name = among(known, id);
  const asked = useQuery({ ...customerQuery(id ?? ""), enabled: !!id && !name && allows(me, "customer.read"), retry: false });
  return name ?? asked.data?.name;
}

/** What a requester is called who stands in an address. */
export function useRequesterName(id: string | undefined, known: Named[]): string | undefined {
  const name = among(known, id);
  const asked = useQuery({ ...peopleQuery(""), enabled: !!id && !name });
  return name ?? among(asked.data?.items ?? [], id);
}
