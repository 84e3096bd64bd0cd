/** What other features may use of decisions. */
export { DecisionBar } from "./DecisionBar";
export type { Outcome, Task } from "./queries";
export { Refusals } from "./Refusals";
export { decide, forget, type Sent, useSent } from "./sending";
export { stepOf } from "./steps";
export { useTravelling } from "./useTravelling";
