import { execFileSync } from "node:child_process";
import { parts } from "./ownApi";
import { call, signedIn } from "./people";

interface User {
  id: string;
  username: string;
  roles: string[];
}

export interface NewRep {
  id: string;
  username: string;
  name: string;
}

/**
 * A rep of the manager's who has had the account for a month: nobody misses a day before
 * there was an account, and those of the stack are as old as the stack.
 */
export async function newRep(name: string): Promise<NewRep> {
  const admin = await signedIn("admin");
  const { items } = await call<{ items: User[] }>(admin, "GET", "/users?limit=200");
  const of = (username: string) => items.find((user) => user.username === username);
  const username = `rep${Date.now()}`;
  const { id } = await call<{ id: string }>(admin, "POST", "/users", {
    username,
    name,
    password: `demo-${username}`,
    roles: of("rep")?.roles,
    manager_id: of("manager")?.id,
  });
  const older = `UPDATE users SET created_at = created_at - interval '30 days' WHERE id = '${id}'`;
  execFileSync("psql", [parts().DATABASE_URL ?? "", "-v", "ON_ERROR_STOP=1", "-qc", older]);
  return { id, username, name };
}

/** The company's day so many days from now. */
export const companyDay = (days = 0) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now() + days * 86_400_000);
