/** What other features may use of work logs. */
export { reopenLog } from "./later";
export { recentCustomersQuery } from "./queries";
