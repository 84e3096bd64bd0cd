import { useSearchParams } from "react-router";

/**
 * What an address asks for. A change begins with what stands in the address by
 * then: two may come one after the other before the page has drawn the first.
 */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  const change = (edit: (params: URLSearchParams) => void) => {
    const next = new URLSearchParams(window.location.search);
    edit(next);
    setParams(next, { replace: true });
  };
  const set = (name: string, value: string | null) => change((next) => (value ? next.set(name, value) : next.delete(name)));
  return { params, set, change };
}
