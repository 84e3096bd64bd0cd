/** What other features may use of the timeline. */

export { noteCustomer, reopenNote } from "./later";
export { addNote, timelineMoved } from "./mutations";
export { NoteForm } from "./NoteForm";
export { kindsQuery } from "./queries";
export { Timeline } from "./Timeline";
