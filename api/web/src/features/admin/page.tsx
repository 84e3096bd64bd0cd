import { Navigate } from "react-router";
import { useMe } from "@/api/me";
import { adminPartsOf } from "./parts";

/** The way into administration: the first part that one may see. */
export default function AdminPage() {
  const [first] = adminPartsOf(useMe());
  return first ? <Navigate to={`/admin/${first.name}`} replace /> : null;
}
