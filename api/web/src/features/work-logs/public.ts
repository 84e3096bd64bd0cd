/** What other features may use of work logs. */
export { openLog, reopenLog } from "./later";
export { recentCustomersQuery } from "./queries";
