/** What the parts of administration share. */

export { AdminTitle } from "./AdminTitle";
export { type Reach, useActionName, useReachName, useRoleName, useRoles } from "./names";
export { OrderButtons, OrderHandle, OrderSaid } from "./Order";
export * from "./queries";
export { ScopeChanges } from "./ScopeChanges";
export { inTree, treeChoices, withBelow } from "./tree";
export { type Place, useOrder } from "./useOrder";
